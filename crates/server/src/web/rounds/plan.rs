//! The fields of a round that is being prepared, shared by creating and changing.

use std::collections::BTreeSet;

use maud::{Markup, html};
use tenken_domain::catalog::Catalog;
use tenken_domain::feature::Feature;
use tenken_domain::round::{Naming, Period, Round, Slips};
use tenken_store::feature;

use crate::actions::rounds::Plan;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::person::Person;
use crate::web::support::reply::WebError;

const CATALOG: Field = Field::new("catalog", "round-catalog");
const NAME: Field = Field::new("name", "round-name").hint("round-name-hint");
const FROM: Field = Field::new("from", "round-from").hint("day-hint");
const UNTIL: Field = Field::new("until", "round-until").hint("day-hint");
const LISTS: Field = Field::new("lists", "round-lists");
const NAMING: Field = Field::new("naming", "round-naming").hint("round-naming-hint");
const SLIPS: Field = Field::new("slips", "round-slips").hint("round-slips-hint");

/// What there is to choose from.
pub struct Choices<'c> {
    catalogs: &'c [Catalog],
    features: BTreeSet<Feature>,
}

/// What this hospital can choose from.
pub async fn choices(person: &Person) -> Result<Choices<'_>, WebError> {
    let features = feature::all(&mut person.app().db.reader().await?, person.facility_id()).await?;
    Ok(Choices { catalogs: person.app().catalogs(), features })
}

/// Reads what was typed; `None` with problems noted at their fields.
pub fn read(choices: &Choices<'_>, fields: &Fields, problems: &mut Problems) -> Option<Plan> {
    let catalog = find(choices.catalogs, &fields.get("catalog"));
    let name = fields.one_line(NAME, 60, problems);
    let (from, until) = (fields.day(FROM, problems), fields.day(UNTIL, problems));
    let naming = Naming::from_code(&fields.get("naming"));
    let slips = Slips::from_code(&fields.get("slips"));
    let slips = slips.filter(|_| choices.features.contains(&Feature::Slips)).unwrap_or(Slips::None);
    if catalog.is_none() {
        problems.add(CATALOG, "problem-required");
    }
    if naming.is_none() {
        problems.add(NAMING, "problem-required");
    }
    if (naming, slips) == (Some(Naming::Named), Slips::WithoutNames) {
        problems.add(SLIPS, "round-slips-named");
    }
    let (catalog, naming, from, until) = (catalog?, naming?, from?, until?);
    let wanted: Vec<&str> = fields.all("lists").collect();
    let own = catalog.checklists.iter().filter(|list| list.annex_of.is_none());
    let lists: Vec<_> = own.map(|list| list.id.clone()).filter(|id| wanted.contains(&id.as_str())).collect();
    if lists.is_empty() {
        problems.add(LISTS, "round-lists-none");
    }
    let Some(period) = Period::new(from, until) else {
        problems.add(UNTIL, "round-until-before-from");
        return None;
    };
    problems.is_empty().then_some(Plan { catalog: catalog.id.clone(), name, period, lists, naming, slips })
}

fn find<'c>(catalogs: &'c [Catalog], id: &str) -> Option<&'c Catalog> {
    catalogs.iter().find(|catalog| catalog.id.as_str() == id)
}

/// What stands in the fields of a round that is there already.
pub fn fields_of(round: &Round) -> Fields {
    let mut pairs = vec![
        ("catalog".to_owned(), round.catalog.to_string()),
        ("name".to_owned(), round.name.clone()),
        ("from".to_owned(), round.period.from.to_string()),
        ("until".to_owned(), round.period.until.to_string()),
        ("naming".to_owned(), round.naming.code().to_owned()),
        ("slips".to_owned(), round.slips.code().to_owned()),
    ];
    pairs.extend(round.lists.iter().map(|list| ("lists".to_owned(), list.to_string())));
    Fields::new(pairs)
}

/// The fields themselves.
pub fn inputs(choices: &Choices<'_>, form: Form<'_>) -> Markup {
    let Choices { catalogs, features } = choices;
    let catalog = |catalog: &Catalog| (catalog.id.to_string(), catalog.title.clone());
    let shown = find(catalogs, &form.fields.get("catalog")).or_else(|| catalogs.first());
    let own =
        shown.map_or(&[][..], |catalog| &catalog.checklists).iter().filter(|list| list.annex_of.is_none());
    let lists: Vec<_> = own.map(|list| (list.id.to_string(), list.title.clone())).collect();
    let naming = |naming: Naming| (naming.code().to_owned(), form.text.of("naming", naming.code()));
    let slips = |slips: Slips| (slips.code().to_owned(), form.text.of("slips", slips.code()));
    html! {
        (form.select(CATALOG, &catalogs.iter().map(catalog).collect::<Vec<_>>()))
        (form.line(NAME, "text", "off"))
        (form.line(FROM, "text", "off"))
        (form.line(UNTIL, "text", "off"))
        (form.checkboxes(LISTS, &lists))
        (form.radios(NAMING, &Naming::ALL.map(naming)))
        @if features.contains(&Feature::Slips) { (form.radios(SLIPS, &Slips::ALL.map(slips))) }
    }
}
