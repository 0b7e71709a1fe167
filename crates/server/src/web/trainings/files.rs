//! The papers of a training and the record of a year as files.

use axum::extract::{Path, Query};
use serde::Deserialize;
use tenken_domain::audit::Target;
use tenken_domain::calendar;
use tenken_domain::catalog::Item;
use tenken_domain::guidance::Entry;
use tenken_domain::learning::readers;
use tenken_domain::permission::Denial;
use tenken_domain::round::Round;
use tenken_domain::training::Training;
use tenken_report::training::{AttendanceList, Learned, MOST_ROWS, Taught, TrainingPapers, TrainingRecord};
use tenken_report::{Format, Make, Report, maker};
use tenken_store::Conn;
use tenken_store::staff::{Axis, asked};

use super::list::{RECORD, Year, Years};
use super::{Outcome, load, may_read};
use crate::actions::trainings::target;
use crate::facts::issuer;
use crate::web::guidance::contact;
use crate::web::reports::download::{named, send};
use crate::web::rounds::load as load_round;
use crate::web::support::person::Person;
use crate::web::support::reply::{Reply, WebError};

/// Handout or slides.
pub async fn of_one(person: Person, Path((id, file)): Path<(String, String)>) -> Reply {
    let permit = may_read(&person)?;
    let training = load(&person, &id).await?;
    let (report, format) = named(&file)?;
    let Make::Training(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, format).ok_or(Denial::Invisible)?;
    let outcome = Outcome::of(&person, load_round(&person, training.round.as_str()).await?).await?;
    let guide = person.app().guide(&outcome.catalog.id);
    let (issuer, contact) = (issuer(&person.facility), contact(&person.facility));
    let (target, name) = (target(&training), file_name(report, &training, format));
    send(&permit, target, (name, format), move || {
        let entry = |item: &'static Item| -> Option<&Entry> { guide?.entry(&item.id) };
        make(&TrainingPapers {
            issuer: &issuer,
            catalog: outcome.catalog,
            round: &outcome.round.name,
            training: &training,
            points: outcome.items_of(&training).into_iter().map(|item| (item, entry(item))).collect(),
            figures: &outcome.figures,
            contact: &contact,
        })
    })
    .await
}

/// How many rows the attendance list is to have.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    rows: String,
}

/// So many where no number was typed.
const USUAL_ROWS: u64 = 30;

pub async fn attendance_list(person: Person, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    let permit = may_read(&person)?;
    let training = load(&person, &id).await?;
    let report = Report::find("attendance-list").ok_or(Denial::Invisible)?;
    let Make::AttendanceList(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, Format::Pdf).ok_or(Denial::Invisible)?;
    let rows = wanted.rows.trim().parse().unwrap_or(USUAL_ROWS).clamp(1, MOST_ROWS);
    let issuer = issuer(&person.facility);
    let (target, name) = (target(&training), file_name(report, &training, Format::Pdf));
    send(&permit, target, (name, Format::Pdf), move || {
        make(&AttendanceList { issuer: &issuer, training: &training, rows })
    })
    .await
}

fn file_name(report: &Report, training: &Training, format: Format) -> String {
    format!("{}_{}.{}", report.title, training.title, format.extension())
}

/// 研修実施記録 of a fiscal year: `2026.pdf`.
pub async fn records(person: Person, Path(file): Path<String>) -> Reply {
    let permit = may_read(&person)?;
    let (year, format) = file.split_once('.').ok_or(Denial::Invisible)?;
    let year: i16 = year.parse().map_err(|_| Denial::Invisible)?;
    let format = Format::from_code(format).ok_or(Denial::Invisible)?;
    let report = Report::find(RECORD).ok_or(Denial::Invisible)?;
    let Make::TrainingRecord(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, format).ok_or(Denial::Invisible)?;
    let all = Years::load(&person).await?;
    let Some(own) = all.years.get(&year) else { return Err(Denial::Invisible.into()) };
    let rounds = learned(&person, own).await?;
    let (issuer, as_of) = (issuer(&person.facility), calendar::day_of(person.app().clock.now()));
    let trainings = own.trainings.iter().map(|training| taught(&all, training)).collect();
    let name = format!("{}_{}.{}", report.title, calendar::japanese_fiscal_year(year), format.extension());
    let target = Target::new("facility", person.facility_id());
    send(&permit, target, (name, format), move || {
        make(&TrainingRecord { issuer: &issuer, year, as_of, trainings, rounds })
    })
    .await
}

fn taught(all: &Years, training: &Training) -> Taught {
    Taught {
        held_on: training.held_on,
        title: training.title.clone(),
        audience: training.audience.clone(),
        place: training.place.clone(),
        items: all.items_of(training).into_iter().map(str::to_owned).collect(),
        round: all.round_of(training).map(|round| round.name.clone()).unwrap_or_default(),
        attended: training.attended,
        note: training.note.clone(),
    }
}

/// The closed rounds that asked the staff.
async fn learned(person: &Person, year: &Year) -> Result<Vec<Learned>, WebError> {
    let mut conn = person.app().db.reader().await?;
    let mut rounds = Vec::new();
    for round in &year.closed {
        rounds.extend(learned_in(&mut conn, round).await?);
    }
    Ok(rounds)
}

async fn learned_in(conn: &mut Conn, round: &Round) -> Result<Option<Learned>, WebError> {
    let Some(hospital) = asked(conn, &round.id, Axis::Hospital).await?.into_iter().next() else {
        return Ok(None);
    };
    let times_read = tenken_store::learning::times_read(conn, &round.id).await?;
    Ok(Some(Learned {
        round: round.name.clone(),
        until: round.period.until,
        handed_in: hospital.handed_in,
        readers: readers(round, times_read),
    }))
}
