//! The improvement plan and the budget request as files.

use axum::extract::Path;
use tenken_domain::audit::Target;
use tenken_domain::calendar;
use tenken_domain::permission::Denial;
use tenken_report::plan::BudgetRequest;
use tenken_report::{Format, Make, Report, maker};

use super::Plan;
use super::list::{BUDGET, years};
use super::may_read;
use crate::facts::issuer;
use crate::web::reports::download::{named, send};
use crate::web::support::person::Person;
use crate::web::support::reply::Reply;

/// 改善計画: `improvement-plan.pdf`.
pub async fn plan(person: Person, Path(file): Path<String>) -> Reply {
    let permit = may_read(&person)?;
    let (report, format) = named(&file)?;
    let Make::Plan(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, format).ok_or(Denial::Invisible)?;
    let plan = Plan::load(&person).await?;
    let (issuer, as_of) = (issuer(&person.facility), calendar::day_of(person.app().clock.now()));
    let name = format!("{}_{as_of}.{}", report.title, format.extension());
    send(&permit, Target::new("facility", person.facility_id()), (name, format), move || {
        make(&plan.improvement(&issuer, as_of))
    })
    .await
}

/// 予算要求書 of a fiscal year: `2027.xlsx`.
pub async fn budget(person: Person, Path(file): Path<String>) -> Reply {
    let permit = may_read(&person)?;
    let (year, format) = file.split_once('.').ok_or(Denial::Invisible)?;
    let year: i16 = year.parse().map_err(|_| Denial::Invisible)?;
    let format = Format::from_code(format).ok_or(Denial::Invisible)?;
    let report = Report::find(BUDGET).ok_or(Denial::Invisible)?;
    let Make::BudgetRequest(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, format).ok_or(Denial::Invisible)?;
    let plan = Plan::load(&person).await?;
    let (issuer, as_of) = (issuer(&person.facility), calendar::day_of(person.app().clock.now()));
    if !years(&plan.actions, as_of).contains(&year) {
        return Err(Denial::Invisible.into());
    }
    let actions = plan.planned(as_of);
    let texts = plan.known.texts();
    let name = format!("{}_{}.{}", report.title, calendar::japanese_fiscal_year(year), format.extension());
    send(&permit, Target::new("facility", person.facility_id()), (name, format), move || {
        make(&BudgetRequest { issuer: &issuer, texts, year, as_of, actions: &actions })
    })
    .await
}
