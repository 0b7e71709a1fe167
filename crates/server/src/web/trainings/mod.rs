//! Trainings (研修): from the staff's weakest items to handout, slides and attendance list; what the next round changed.

pub mod change;
pub mod files;
mod inputs;
pub mod list;
mod progress;
pub mod record;
pub mod remove;
pub mod show;

use tenken_domain::catalog::{Catalog, Checklist, Item};
use tenken_domain::facts::{Figure, Figures};
use tenken_domain::id::TrainingId;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::round::Round;
use tenken_domain::training::{ItemsProblem, Training, weakest_first};
use tenken_store::training;

use super::results::{self, words};
use super::support::fields::Problems;
use super::support::person::{Permit, Person};
use super::support::reply::WebError;
use super::support::text::Text;
use crate::actions::trainings::TrainingRefusal;

/// The training of an address.
async fn load(person: &Person, id: &str) -> Result<Training, WebError> {
    let mut conn = person.app().db.reader().await?;
    let found = training::find(&mut conn, person.facility_id(), &TrainingId::new(id)).await?;
    found.ok_or(WebError::Denied(Denial::Invisible))
}

fn may_read(person: &Person) -> Result<Permit<'_>, WebError> {
    person.may(Right::ReadTrainings, Object::Facility(person.facility_id()))
}

fn may_manage(person: &Person) -> Result<Permit<'_>, WebError> {
    person.may(Right::ManageTrainings, Object::Facility(person.facility_id()))
}

fn could_manage(person: &Person) -> bool {
    person.could(Right::ManageTrainings, Object::Facility(person.facility_id()))
}

/// The result of a closed round, as far as the whole hospital may see it.
struct Outcome {
    round: Round,
    catalog: &'static Catalog,
    list: &'static Checklist,
    figures: Figures,
}

impl Outcome {
    /// What this closed round showed of the staff; a round that is not closed or did not ask them has no trainings.
    async fn of(person: &Person, round: Round) -> Result<Self, WebError> {
        let facts = results::facts(person, &round).await?;
        let staff = facts.staff.filter(|_| round.is_closed()).ok_or(Denial::WrongState)?;
        let list = facts.catalog.checklist(&staff.list).ok_or(Denial::WrongState)?;
        Ok(Self { round, catalog: facts.catalog, list, figures: staff.figures })
    }

    fn figure(&self, item: &Item) -> Figure {
        self.figures.of(&item.id)
    }

    /// Every item, the weakest first; those whose figure is not shown stand last.
    fn items(&self) -> Vec<&'static Item> {
        let mut items = weakest_first(self.list, &self.figures);
        let hidden = self.list.items_by_number().into_iter();
        let hidden: Vec<_> = hidden.filter(|item| items.iter().all(|one| one.id != item.id)).collect();
        items.extend(hidden);
        items
    }

    /// The items of a training, as printed.
    fn items_of(&self, training: &Training) -> Vec<&'static Item> {
        let items = self.list.items_by_number().into_iter();
        items.filter(|item| training.items.contains(&item.id)).collect()
    }

    /// A figure in one line.
    fn line(&self, text: Text, item: &Item) -> String {
        match self.figure(item) {
            Figure::Count(count) => words::both(text, count.rates()),
            Figure::Printed(share) => format!(
                "{} {}｜{}",
                text.text("sheet-as-printed"),
                words::share(share),
                words::not_split(text)
            ),
            Figure::Band(band) => words::band(text, band),
            Figure::Hidden => words::why_not(text, &self.figures),
        }
    }
}

/// Notes at its field why a training cannot be so.
fn note(refusal: TrainingRefusal, problems: &mut Problems) {
    match refusal {
        TrainingRefusal::Items(ItemsProblem::None) => problems.add(inputs::ITEMS, "training-items-none"),
        TrainingRefusal::Items(ItemsProblem::TooMany) => problems.add(inputs::ITEMS, "training-items-many"),
        TrainingRefusal::Items(ItemsProblem::NotOnTheList) => {
            problems.add(inputs::ITEMS, "training-items-unknown");
        }
        TrainingRefusal::BeforeTheRound => problems.add(inputs::HELD_ON, "training-before-round"),
    }
}
