//! All trainings by fiscal year, and the record of each year.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tenken_domain::calendar::{self, fiscal_year};
use tenken_domain::catalog;
use tenken_domain::round::Round;
use tenken_domain::training::Training;
use tenken_report::Report;
use tenken_store::{round, training};

use super::{could_manage, may_read, show};
use crate::web::reports::list::files;
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

/// The record of a year, in the table of reports.
pub const RECORD: &str = "training-record";

/// What a fiscal year has to show: its trainings and its closed rounds, the newest first.
#[derive(Default)]
pub struct Year {
    pub trainings: Vec<Training>,
    pub closed: Vec<Round>,
}

/// Years in which something was taught or a round closed, by the Gregorian year in which they begin; and all rounds.
pub struct Years {
    pub years: BTreeMap<i16, Year>,
    rounds: Vec<Round>,
}

impl Years {
    pub async fn load(person: &Person) -> Result<Self, WebError> {
        let mut conn = person.app().db.reader().await?;
        let rounds = round::all(&mut conn, person.facility_id()).await?;
        let mut years: BTreeMap<i16, Year> = BTreeMap::new();
        for training in training::all(&mut conn, person.facility_id()).await? {
            years.entry(fiscal_year(training.held_on)).or_default().trainings.push(training);
        }
        for round in rounds.iter().filter(|round| round.is_closed()) {
            years.entry(fiscal_year(round.period.until)).or_default().closed.push(round.clone());
        }
        Ok(Self { years, rounds })
    }

    /// The round whose result a training is made from.
    pub fn round_of(&self, training: &Training) -> Option<&Round> {
        self.rounds.iter().find(|round| round.id == training.round)
    }

    /// The titles of a training's items, as printed.
    pub fn items_of(&self, training: &Training) -> Vec<&'static str> {
        let catalog = self.round_of(training).and_then(|round| catalog::find(&round.catalog));
        let lists = catalog.map_or(&[][..], |catalog| &catalog.checklists);
        let items = lists.iter().flat_map(catalog::Checklist::items_by_number);
        items.filter(|item| training.items.contains(&item.id)).map(|item| item.title.as_str()).collect()
    }
}

pub async fn page(person: Person) -> Reply {
    let permit = may_read(&person)?;
    reply::page(view(&permit, &Years::load(&person).await?))
}

fn view(permit: &Permit<'_>, years: &Years) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("trainings-title"),
        &html! {
            h1 { (text.text("trainings-title")) }
            p { (text.text("trainings-intro")) }
            @if could_manage(permit.person) {
                p { a.button.primary href="/trainings/new" { (text.text("training-new")) } }
            }
            @if years.years.is_empty() { p { (text.text("trainings-none")) } }
            @for (number, year) in years.years.iter().rev() {
                section {
                    h2 { (calendar::japanese_fiscal_year(*number)) }
                    @if year.trainings.is_empty() { p { (text.text("trainings-none-this-year")) } }
                    @else { (table(permit, years, &year.trainings)) }
                    (record(permit, *number))
                }
            }
            p { a href="/results" { (text.text("results-title")) } }
        },
    )
}

fn table(permit: &Permit<'_>, years: &Years, trainings: &[Training]) -> Markup {
    let text = permit.text;
    html! {
        table.list.stacked {
            thead { tr {
                th scope="col" { (text.text("training-title")) }
                th scope="col" { (text.text("training-held-on")) }
                th scope="col" { (text.text("training-audience")) }
                th scope="col" { (text.text("training-items")) }
                th scope="col" { (text.text("training-attended")) }
            } }
            tbody {
                @for training in trainings {
                    tr {
                        th scope="row" { a href={ "/trainings/" (training.id) } { (training.title) } }
                        td data-label=(text.text("training-held-on")) { (calendar::both(training.held_on)) }
                        td data-label=(text.text("training-audience")) { (training.audience) }
                        td data-label=(text.text("training-items")) {
                            ul { @for title in years.items_of(training) { li { (title) } } }
                        }
                        td data-label=(text.text("training-attended")) { (show::attended(permit, training)) }
                    }
                }
            }
        }
    }
}

/// The year's record in every format it can be had in.
fn record(permit: &Permit<'_>, year: i16) -> Markup {
    let formats = Report::find(RECORD).map(Report::formats).unwrap_or_default();
    html! {
        h3 { (permit.text.text("training-record-of-year")) }
        (files(permit.text, &format!("/trainings/records/{year}"), &formats))
    }
}
