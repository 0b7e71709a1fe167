//! What stands on a sheet, loaded once for a page: answers, ticks, what circumstances rule out, last time's answers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use tenken_domain::answer::{Absent, Answer, Answers, derived, effective_mark, effective_marks};
use tenken_domain::calendar;
use tenken_domain::catalog::{Catalog, Checklist, Condition, Item};
use tenken_domain::departmental_system::SystemAnswer;
use tenken_domain::evidence::Evidence;
use tenken_domain::facility::absent;
use tenken_domain::feature::Feature;
use tenken_domain::id::{AccountId, ItemId, SheetId, SystemId};
use tenken_domain::mark::Mark;
use tenken_domain::permission::Denial;
use tenken_domain::result::{ResultRow, result};
use tenken_domain::review::Review;
use tenken_domain::round::{Round, State};
use tenken_domain::sheet::{Sheet, SheetState};
use tenken_store::answer::{self, Signed};
use tenken_store::{
    Conn, StoreError, account, departmental_system, evidence, feature, remark, review, round, sheet,
};

use super::Place;
use crate::web::assignments::Assignees;
use crate::web::inquiries::beside::Beside;
use crate::web::support::person::Person;
use crate::web::support::reply::WebError;

/// The answers of one sheet with what they mean in its round.
pub struct Marked {
    pub sheet: Sheet,
    pub answers: BTreeMap<ItemId, Signed>,
    pub absent: Absent,
}

/// The marks of one sheet with what they mean in its round: enough for counting.
pub struct Tally {
    answers: Answers,
    absent: Absent,
}

/// How far a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub items: usize,
    /// Rows without any mark, by hand or derived.
    pub open: usize,
    pub pending: usize,
}

/// What is answered for departmental systems, by item.
pub type SystemAnswers = BTreeMap<ItemId, Vec<SystemAnswer>>;

/// The same list in the round before.
pub struct LastTime {
    pub round: Round,
    pub marked: Marked,
    pub systems: SystemAnswers,
}

/// Everything the page of a sheet shows.
pub struct Contents {
    pub marked: Marked,
    pub ticks: BTreeMap<ItemId, BTreeSet<u64>>,
    pub last: Option<LastTime>,
    /// What shows that items of this list are done.
    pub evidence: Vec<Evidence>,
    /// The day for which evidence is judged: today, or the day on which the round closed.
    pub evidence_day: Date,
    /// What is answered for departmental systems, by item.
    pub systems: SystemAnswers,
    /// The number of the last change of each such answer, and whose it was.
    pub system_changes: BTreeMap<(ItemId, SystemId), (i64, Option<AccountId>)>,
    /// How many remarks there are, by item.
    pub remarks: BTreeMap<ItemId, u64>,
    pub assignees: Assignees,
    /// 確認, 承認 and 差し戻し, the oldest first; `None` where the hospital does not use them.
    pub reviews: Option<Vec<Review>>,
    /// What vendors say of them.
    pub vendors: Beside,
    /// Who handed the sheet in, if anybody did.
    pub handed_in_by: Option<String>,
}

impl Contents {
    pub async fn load(person: &Person, place: &Place) -> Result<Self, WebError> {
        let mut conn = person.app().db.reader().await?;
        let marked = Marked::load(&mut conn, &place.round, place.list).await?.ok_or(Denial::Invisible)?;
        let ticks = answer::ticks(&mut conn, &marked.sheet.id).await?;
        let last = last_time(&mut conn, person, place).await?;
        let mut evidence = evidence::standing(&mut conn, person.facility_id()).await?;
        let closed = closed_at(&place.round);
        evidence.retain(|one| one.list == place.list.id && closed.is_none_or(|at| one.recorded_at <= at));
        let evidence_day = calendar::day_of(closed.unwrap_or(person.app().clock.now()));
        let systems = departmental_system::answers(&mut conn, &marked.sheet.id).await?;
        let system_changes = departmental_system::last_changes(&mut conn, &marked.sheet.id).await?;
        let remarks = remark::counts(&mut conn, &marked.sheet.id).await?;
        let assignees = Assignees::load(&mut conn, person.facility_id()).await?;
        let features = feature::all(&mut conn, person.facility_id()).await?;
        let reviews = if features.contains(&Feature::Approval) {
            Some(review::of_sheet(&mut conn, &marked.sheet.id).await?)
        } else {
            None
        };
        let handed_in_by = match &marked.sheet.state {
            SheetState::InProgress => None,
            SheetState::HandedIn(deed) => account::find(&mut conn, &deed.by).await?,
        };
        let handed_in_by = handed_in_by.map(|account| account.display_name);
        drop(conn);
        let vendors = Beside::load(person).await?;
        Ok(Self {
            marked,
            ticks,
            last,
            evidence,
            evidence_day,
            vendors,
            systems,
            system_changes,
            remarks,
            assignees,
            reviews,
            handed_in_by,
        })
    }
}

impl Marked {
    /// `None` where the list has no sheet in this round.
    pub async fn load(conn: &mut Conn, round: &Round, list: &Checklist) -> Result<Option<Self>, StoreError> {
        let Some(sheet) = sheet::find(conn, &round.id, &list.id).await? else { return Ok(None) };
        let answers = answer::current(conn, &sheet.id).await?;
        let absent = absent(&round::circumstances(conn, &round.id).await?);
        Ok(Some(Self { sheet, answers, absent }))
    }

    /// For counting.
    pub fn tally(&self) -> Tally {
        Tally { answers: answer::unsigned(&self.answers), absent: self.absent.clone() }
    }

    /// The mark that counts for this item.
    pub fn mark(&self, item: &Item) -> Option<Mark> {
        match self.answers.get(&item.id).and_then(|signed| signed.answer.mark) {
            Some(by_hand) => Some(by_hand),
            None => effective_mark(item, &Answers::new(), &self.absent),
        }
    }

    /// The circumstance from which this item's 該当なし follows; `None` where somebody set a mark by hand.
    pub fn ruled_out_by<'c>(&self, catalog: &'c Catalog, item: &Item) -> Option<&'c Condition> {
        let by_hand = self.answers.get(&item.id).and_then(|signed| signed.answer.mark);
        if by_hand.is_some() {
            return None;
        }
        catalog.condition(derived(item, &self.absent)?)
    }

    pub fn result(&self, list: &Checklist) -> Vec<ResultRow> {
        self.tally().result(list)
    }
}

impl Tally {
    /// Reads the marks of a sheet and nothing else.
    pub async fn load(conn: &mut Conn, round: &Round, sheet: &SheetId) -> Result<Self, StoreError> {
        let answer = |mark| Answer { mark: Some(mark), ..Answer::default() };
        let marks = answer::marks(conn, sheet).await?;
        let absent = absent(&round::circumstances(conn, &round.id).await?);
        Ok(Self { answers: marks.into_iter().map(|(item, mark)| (item, answer(mark))).collect(), absent })
    }

    /// The mark that counts for this item.
    pub fn mark(&self, item: &Item) -> Option<Mark> {
        effective_mark(item, &self.answers, &self.absent)
    }

    pub fn result(&self, list: &Checklist) -> Vec<ResultRow> {
        result(list, &effective_marks(list, &self.answers, &self.absent))
    }
}

/// The mark that this person is asked for: the own departmental system's where it is asked, the hospital's elsewhere.
pub fn own_mark(
    person: &Person,
    place: &Place,
    item: &Item,
    (hospital, systems): (Option<Mark>, &SystemAnswers),
) -> Option<Mark> {
    let Some(own) = place.own_system(person, &item.id) else { return hospital };
    let answers = systems.get(&item.id)?;
    answers.iter().find(|one| one.system == *own).map(|one| one.mark)
}

impl Progress {
    pub fn of(marks: impl IntoIterator<Item = Option<Mark>>) -> Self {
        marks.into_iter().fold(Self { items: 0, open: 0, pending: 0 }, |sum, mark| Self {
            items: sum.items + 1,
            open: sum.open + usize::from(mark.is_none()),
            pending: sum.pending + usize::from(matches!(mark, Some(Mark::Pending(_)))),
        })
    }

    pub fn answered(self) -> usize {
        self.items - self.open
    }
}

/// The newest round that closed before this one opened and has a sheet of the same list.
async fn last_time(conn: &mut Conn, person: &Person, place: &Place) -> Result<Option<LastTime>, StoreError> {
    let rounds = round::all(conn, person.facility_id()).await?;
    let limit = opened_at(&place.round);
    let mut closed: Vec<(Timestamp, Round)> = rounds
        .into_iter()
        .filter_map(|round| Some((closed_at(&round)?, round)))
        .filter(|(at, round)| round.id != place.round.id && limit.is_none_or(|limit| *at <= limit))
        .collect();
    closed.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    for (_, round) in closed {
        if let Some(marked) = Marked::load(conn, &round, place.list).await? {
            let systems = departmental_system::answers(conn, &marked.sheet.id).await?;
            return Ok(Some(LastTime { round, marked, systems }));
        }
    }
    Ok(None)
}

fn opened_at(round: &Round) -> Option<Timestamp> {
    match &round.state {
        State::Preparing => None,
        State::Open { opened } | State::Closed { opened, .. } => Some(opened.at),
    }
}

fn closed_at(round: &Round) -> Option<Timestamp> {
    match &round.state {
        State::Preparing | State::Open { .. } => None,
        State::Closed { closed, .. } => Some(closed.at),
    }
}

/// A moment as pages show it: the day in both calendars and the time in Japan.
pub fn moment(at: Timestamp) -> String {
    format!("{} {}", calendar::both(calendar::day_of(at)), clock_time(at))
}

/// `14:03`, in Japan.
pub fn clock_time(at: Timestamp) -> String {
    at.to_zoned(calendar::japan()).strftime("%H:%M").to_string()
}
