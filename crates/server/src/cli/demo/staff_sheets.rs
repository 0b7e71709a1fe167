//! The staff's sheets: departments differ, some hardly answer, those without mail say so.

use std::collections::BTreeMap;

use jiff::Span;
use tenken_domain::catalog::Checklist;
use tenken_domain::department::Department;
use tenken_domain::id::{DepartmentId, FacilityId, IdempotencyKey, OccupationId, RoundId, SlipId};
use tenken_domain::mark::Mark;
use tenken_domain::occupation::Occupation;
use tenken_domain::round::Naming;
use tenken_store::Tx;

use super::hospital::Hospital;
use super::making::Making;
use super::rounds::{Course, Progress};
use crate::actions::learning::note_reading;
use crate::actions::staff_sheets::{Bringer, Change, Filled, HandInRefusal, Marks, hand_in, sealing_anew};
use crate::actions::{Failure, Means, Unrecorded, in_tx, in_unrecorded_tx, rounds, slips};

/// Hands in the sheets of a round, a transaction for each department.
pub async fn fill(making: &Making, hospital: &Hospital, course: &Course) -> anyhow::Result<()> {
    let Some(list) = rounds::staff_list(course.catalog, &course.round) else { return Ok(()) };
    let mut cards = cards(making, course).await?;
    for (position, department) in (0_u64..).zip(&hospital.departments) {
        let mut sheets = sheets(making, hospital, (course, list), (position, department))?;
        hand_out(&mut sheets, &mut cards);
        if sheets.is_empty() {
            continue;
        }
        let place = (hospital.facility.id.clone(), course.round.id.clone());
        let (db, naming) = (making.db.clone(), course.round.naming);
        let means = making.means(making.today, 0)?;
        sealing_anew(&means, &course.round, move |change| async move {
            let work = Handover { place, change, sheets };
            match naming {
                Naming::Anonymous => {
                    let why = Unrecorded::AnonymousSheet;
                    in_unrecorded_tx(&db, why, move |tx| Box::pin(hand_in_all(tx, work))).await
                }
                Naming::Named => in_tx(&db, move |tx| Box::pin(hand_in_all(tx, work))).await,
            }
        })
        .await?;
    }
    Ok(())
}

/// The cards of a round by department and occupation.
type Cards = BTreeMap<(DepartmentId, OccupationId), Vec<SlipId>>;

async fn cards(making: &Making, course: &Course) -> anyhow::Result<Cards> {
    let mut cards = Cards::new();
    for card in slips::cards(&mut making.db.reader().await?, &course.round).await? {
        if let Some(person) = card.person {
            cards.entry((person.department, person.occupation)).or_default().push(card.slip.id);
        }
    }
    Ok(cards)
}

/// Most come by card, where there are cards; some by the department's poster.
fn hand_out(sheets: &mut [(Means, Filled)], cards: &mut Cards) {
    for (nth, (_, sheet)) in sheets.iter_mut().enumerate() {
        if nth % BY_POSTER != 0 {
            let group = (sheet.department.clone(), sheet.occupation.clone());
            sheet.slip = cards.get_mut(&group).and_then(Vec::pop);
        }
    }
}

/// Of so many sheets one comes by poster.
const BY_POSTER: usize = 6;

/// The sheets of a department on their way into a round.
struct Handover {
    place: (FacilityId, RoundId),
    change: Option<Change>,
    sheets: Vec<(Means, Filled)>,
}

async fn hand_in_all(tx: &mut Tx, work: Handover) -> Result<(), Failure<HandInRefusal>> {
    let (facility, round) = &work.place;
    for (nth, (means, sheet)) in work.sheets.into_iter().enumerate() {
        let ticket = sheet.key.to_string();
        hand_in(tx, (&Bringer::Staff(means), work.change.as_ref()), (facility, round), sheet).await?;
        if nth % UNREAD != 0 {
            note_reading(tx, (facility, round), &ticket).await?;
        }
    }
    Ok(())
}

/// Of so many people one does not read what is explained after 提出.
const UNREAD: usize = 4;

fn sheets(
    making: &Making,
    hospital: &Hospital,
    (course, list): (&Course, &Checklist),
    (position, department): (u64, &Department),
) -> anyhow::Result<Vec<(Means, Filled)>> {
    let answering = answering(making, course, (position, department));
    let days = u64::try_from((course.last_day(making.today) - course.round.period.from).get_days())?;
    let mut sheets = Vec::new();
    for (occupation, people) in &department.headcount {
        let occupation = hospital.occupations.iter().find(|one| one.id == *occupation);
        let Some(occupation) = occupation else { continue };
        for _ in 0..*people {
            if making.happens(answering) {
                let day = making.below(days + 1);
                let day = course.round.period.from.saturating_add(Span::new().days(i64::try_from(day)?));
                let means = making.means(day, 30 + making.below(570))?;
                let care = (course.nth * 6, position * 7 % 21);
                let marks = marks(making, list, occupation, care);
                let (surname, given) = (&making.script.staff.surnames, &making.script.staff.given_names);
                let filled = Filled {
                    department: department.id.clone(),
                    occupation: occupation.id.clone(),
                    filler: format!("{} {}", making.one_of(surname), making.one_of(given)),
                    day,
                    marks,
                    key: IdempotencyKey::new(making.unordered_id()),
                    slip: None,
                };
                sheets.push((means, filled));
            }
        }
    }
    Ok(sheets)
}

/// How many in a hundred of a department answer.
fn answering(making: &Making, course: &Course, (position, department): (u64, &Department)) -> u64 {
    let is_behind = making.script.departments.iter().any(|one| one.name == department.name && one.behind);
    match (course.progress, is_behind) {
        (Progress::Finished, _) => 70 + course.nth * 8 + position * 5 % 17,
        (Progress::Running, true) => 8,
        (Progress::Running, false) => 45 + position * 11 % 50,
    }
}

/// `better` by the round, `careful` by the department, in points of a hundred.
fn marks(making: &Making, list: &Checklist, occupation: &Occupation, (better, careful): (u64, u64)) -> Marks {
    let staff = &making.script.staff;
    let mark = |item: &str| {
        let rate = (staff.rates.get(item).copied().unwrap_or(76) + better + careful).saturating_sub(10);
        let has_no_mail =
            staff.without_mail.contains(&occupation.name) && staff.mail_items.iter().any(|one| one == item);
        match making.below(100) {
            _ if has_no_mail && making.happens(60) => Some(Mark::NotApplicable),
            yes if yes < rate => Some(Mark::Yes),
            98.. => None,
            _ => Some(Mark::No),
        }
    };
    list.items.iter().map(|item| (item.id.clone(), mark(item.id.as_str()))).collect()
}
