//! The sheets for those who answer for departments or occupations, as PDF: one group's, or all.

use axum::extract::{Path, Query};
use serde::Deserialize;
use tenken_domain::facts::Group;
use tenken_domain::permission::Denial;
use tenken_report::advice::Advice;
use tenken_report::group_sheet::{Addressee, GroupSheets};
use tenken_report::{Format, Make, Report, maker};

use super::{Told, advising};
use crate::actions::rounds;
use crate::web::reports::download::send;
use crate::web::results::Sight;
use crate::web::support::person::Person;
use crate::web::support::reply::Reply;

/// Whose; none: all.
#[derive(Deserialize)]
pub struct Wanted {
    group: Option<String>,
}

pub async fn departments(person: Person, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    download(&person, &id, ("department", "department-sheets"), wanted).await
}

pub async fn occupations(person: Person, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    download(&person, &id, ("occupation", "occupation-sheets"), wanted).await
}

/// `report` as it stands in the table of reports.
async fn download(person: &Person, id: &str, (axis, report): (&str, &str), wanted: Wanted) -> Reply {
    let told = Told::load(person, id).await?;
    let report = Report::find(report).ok_or(Denial::Invisible)?;
    let Make::GroupSheets(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, Format::Pdf).ok_or(Denial::Invisible)?;
    let groups: Vec<&Group> = match (&wanted.group, &told.sight) {
        (Some(group), Sight::Everything | Sight::Department(_)) => vec![told.group(axis, group)?],
        (None, Sight::Everything) => of_axis(&told, axis),
        (None, Sight::Department(_)) => return Err(Denial::Invisible.into()),
    };
    let whose = if wanted.group.is_some() { groups.first().map(|group| group.name.as_str()) } else { None };
    let name = file_name(report.title, whose, &told.round.name);
    let addressees: Vec<Addressee> = groups.into_iter().map(|group| told.addressee(group)).collect();
    if addressees.is_empty() {
        return Err(Denial::Invisible.into());
    }
    let Told { permit, round, facts, .. } = told;
    let (book, contact) = advising(person, &round);
    send(&permit, rounds::target(&round), (name, Format::Pdf), move || {
        let advice = Advice { book, contact: &contact };
        make(&GroupSheets { facts: &facts, advice, addressees: &addressees })
    })
    .await
}

fn of_axis<'t>(told: &'t Told<'_>, axis: &str) -> Vec<&'t Group> {
    let groups = told.staff.departments.iter().chain(&told.staff.occupations);
    groups.filter(|group| group.key.axis() == axis).collect()
}

fn file_name(title: &str, whose: Option<&str>, round: &str) -> String {
    let whose = whose.map_or_else(String::new, |whose| format!("_{whose}"));
    format!("{title}{whose}_{round}.{}", Format::Pdf.extension())
}
