//! 答える: every official sheet of every open round, how far it is, and the way to it.

use maud::{Markup, html};
use tenken_domain::assignment::{Assignee, Assignment};
use tenken_domain::calendar;
use tenken_domain::catalog::Item;
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::Round;
use tenken_store::{Conn, StoreError, assignment, departmental_system, round};

use super::contents::{Marked, Progress, SystemAnswers, own_mark};
use super::{Place, Sight, summary};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

/// One sheet of an open round, and how much of it may be seen.
struct Listed {
    place: Place,
    sight: Sight,
    marked: Marked,
    systems: SystemAnswers,
}

impl Listed {
    /// The items that this person may see.
    fn seen(&self) -> impl Iterator<Item = &'static Item> {
        self.place.list.items.iter().filter(|item| self.sight.shows(&item.id))
    }

    /// How far this person is.
    fn progress(&self, person: &Person) -> Progress {
        let mark = |item: &Item| own_mark(person, &self.place, item, (self.marked.mark(item), &self.systems));
        Progress::of(self.seen().map(mark))
    }

    /// How many of the assigned items are not answered; none of a sheet that is handed in.
    fn waiting(&self) -> usize {
        let is_open = |one: &&Assignment| match (&one.assignee, self.place.list.item(&one.item)) {
            (_, None) => false,
            (Assignee::System(system), Some(item)) => {
                let answers = self.systems.get(&item.id).into_iter().flatten();
                answers.filter(|answer| answer.system == *system).count() == 0
            }
            (Assignee::Account(_) | Assignee::Department(_), Some(item)) => self.marked.mark(item).is_none(),
        };
        let is_handed_in = self.marked.sheet.is_handed_in();
        self.place.assignments.iter().filter(|_| !is_handed_in).filter(is_open).count()
    }

    fn may_answer(&self, person: &Person) -> bool {
        let for_hospital = |item: &Item| self.place.permit_to_answer_item(person, &item.id).is_ok();
        let for_system = |system| {
            let object = Object::System(person.facility_id(), &self.place.round, system);
            person.could(Right::AnswerForSystem, object)
        };
        self.seen().any(for_hospital) || person.principal.role.system().is_some_and(for_system)
    }
}

pub async fn page(person: Person) -> Reply {
    let permit = person.may(Right::ReadOwnItems, Object::Facility(person.facility_id()))?;
    let mut conn = person.app().db.reader().await?;
    let assignments = assignment::all(&mut conn, person.facility_id()).await?;
    let mut open = Vec::new();
    for round in round::all(&mut conn, person.facility_id()).await?.into_iter().filter(Round::is_open) {
        let sheets = sheets(&mut conn, &person, (&round, &assignments)).await?;
        open.push((round, sheets));
    }
    reply::page(view(&permit, &open))
}

/// The sheets of a round of which this person may see anything.
async fn sheets(
    conn: &mut Conn,
    person: &Person,
    (round, assignments): (&Round, &[Assignment]),
) -> Result<Vec<Listed>, StoreError> {
    let Some(catalog) = person.app().catalog(&round.catalog) else { return Ok(Vec::new()) };
    let mut sheets = Vec::new();
    for list in &catalog.checklists {
        let place = Place::new((round.clone(), catalog, list), assignments);
        let Ok((_, sight)) = place.permit_to_read(person) else { continue };
        if let Some(marked) = Marked::load(conn, round, list).await? {
            let systems = departmental_system::answers(conn, &marked.sheet.id).await?;
            sheets.push(Listed { place, sight, marked, systems });
        }
    }
    Ok(sheets)
}

/// How many items assigned to this person, the own department or the own system are not answered in the open rounds.
pub async fn waiting(person: &Person) -> Result<usize, WebError> {
    let mut conn = person.app().db.reader().await?;
    let mut own = assignment::all(&mut conn, person.facility_id()).await?;
    own.retain(|one| one.assignee.is(&person.principal));
    if own.is_empty() {
        return Ok(0);
    }
    let mut waiting = 0;
    for round in round::all(&mut conn, person.facility_id()).await?.into_iter().filter(Round::is_open) {
        let sheets = sheets(&mut conn, person, (&round, &own)).await?;
        waiting += sheets.iter().map(Listed::waiting).sum::<usize>();
    }
    Ok(waiting)
}

fn view(permit: &Permit<'_>, open: &[(Round, Vec<Listed>)]) -> Markup {
    let (text, here) = (permit.text, Object::Facility(permit.person.facility_id()));
    let sees_all = permit.person.could(Right::ReadSheets, here);
    let nothing = if sees_all { "answering-no-sheets" } else { "answering-nothing-assigned" };
    page::page(
        permit,
        &text.text("menu-answering"),
        &html! {
            h1 { (text.text("menu-answering")) }
            p {
                a href="/guidance" { (text.text("guidance-open")) } " "
                @if permit.person.could(Right::ManageAssignments, here) {
                    a.button.quiet href="/assignments" { (text.text("assignments-title")) }
                }
            }
            @if open.is_empty() { p { (text.text("home-nothing-runs")) } }
            @for (round, sheets) in open {
                section {
                    h2 { (round.name) }
                    p { (calendar::both(round.period.from)) " ～ " (calendar::both(round.period.until)) }
                    @if sheets.is_empty() { p { (text.text(nothing)) } }
                    @for sheet in sheets { (card(permit, sheet)) }
                }
            }
        },
    )
}

fn card(permit: &Permit<'_>, listed: &Listed) -> Markup {
    let (text, Listed { place, sight, marked, .. }) = (permit.text, listed);
    let (sheet, list) = (&marked.sheet, place.list);
    let may = listed.may_answer(permit.person);
    let verb = if may && !sheet.is_handed_in() { "answering-answer" } else { "answering-read" };
    let state = if sheet.is_handed_in() { "answering-handed-in" } else { "answering-in-progress" };
    let own = place.assignments.iter().filter(|one| one.assignee.is(&permit.person.principal)).count();
    html! {
        section.card {
            h3 { (list.title) }
            @if list.title_is_ours { p.ours { (text.text("sheet-title-is-ours")) } }
            dl.facts {
                dt { (text.text("answering-state")) }
                dd { (text.text(state)) }
                dt { (text.text(if *sight == Sight::Whole { "answering-progress" } else { "answering-own-progress" })) }
                dd { (summary::progress(text, listed.progress(permit.person))) }
                @if *sight == Sight::Whole {
                    dt { (text.text("sheet-result")) }
                    dd { (summary::both(text, &marked.result(list))) }
                    dt { (text.text("sheet-filler")) }
                    dd { (sheet.filler) }
                    dt { (text.text("sheet-date")) }
                    dd { @if let Some(day) = sheet.filled_on { (calendar::both(day)) } }
                }
            }
            p {
                a.button href=(place.address()) { (text.text(verb)) } " "
                @if *sight == Sight::Whole && own > 0 {
                    a.button.quiet href={ (place.address()) "?assignee=me" } {
                        (text.with("answering-own-items", [("count", own.into())]))
                    }
                }
            }
        }
    }
}
