//! The files themselves: made off the request's thread, recorded, then sent.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::audit::Target;
use tenken_domain::facts::{RoundFacts, SheetFacts};
use tenken_domain::id::ChecklistId;
use tenken_domain::permission::Denial;
use tenken_report::csv::CsvError;
use tenken_report::filled_sheet::FilledSheet;
use tenken_report::{Format, Made, Make, Report, ReportError, maker};

use super::full::Full;
use crate::actions::{exports, in_tx, rounds};
use crate::web::results;
use crate::web::rounds::load;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::{download, page};

/// A report about the whole round.
pub async fn round(person: Person, Path((id, file)): Path<(String, String)>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = super::permit(&person, &round)?;
    let (report, format) = named(&file)?;
    let name = format!("{}_{}.{}", report.title, round.name, format.extension());
    if let Make::FullReport(makers) = report.make {
        let make = maker(makers, format).ok_or(Denial::Invisible)?;
        let full = Full::load(&person, &round).await?;
        return send(&permit, rounds::target(&round), (name, format), move || full.make(make)).await;
    }
    let Make::Round(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, format).ok_or(Denial::Invisible)?;
    let facts = results::facts(&person, &round).await?;
    send(&permit, rounds::target(&round), (name, format), move || make(&facts)).await
}

/// The filled-in sheet of one list.
pub async fn sheet(person: Person, Path((id, list, file)): Path<(String, String, String)>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = super::permit(&person, &round)?;
    let (report, format) = named(&file)?;
    let Make::Sheet(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, format).ok_or(Denial::Invisible)?;
    let facts = results::facts(&person, &round).await?;
    let wanted = ChecklistId::new(list);
    let on_paper = super::lists_on_paper(&facts).into_iter().find(|list| list.id == wanted);
    let title = on_paper.ok_or(Denial::Invisible)?.title.clone();
    let name = format!("{title}_{}.{}", round.name, format.extension());
    send(&permit, rounds::target(&round), (name, format), move || {
        on_paper_of(&facts, &wanted, |sheet, annex| {
            let (issuer, catalog, round) = (&facts.issuer, facts.catalog, facts.round.as_str());
            make(&FilledSheet { issuer, catalog, round, sheet, annex, staff: None })
        })
    })
    .await
}

/// `result-summary.pdf`: which report, in which format.
pub fn named(file: &str) -> Result<(&'static Report, Format), Denial> {
    let (report, format) = file.split_once('.').ok_or(Denial::Invisible)?;
    let format = Format::from_code(format).ok_or(Denial::Invisible)?;
    Ok((Report::find(report).ok_or(Denial::Invisible)?, format))
}

/// The sheet of a list and of its annex as the official form has them: without 院内メモ.
fn on_paper_of(
    facts: &RoundFacts<'_>,
    list: &ChecklistId,
    make: impl FnOnce(&SheetFacts, Option<&SheetFacts>) -> Made,
) -> Made {
    let annex_of = facts.catalog.annex_of(list).map(|annex| &annex.id);
    let official = |wanted: &ChecklistId| {
        let mut sheet = facts.sheets.iter().find(|sheet| sheet.list == *wanted)?.clone();
        sheet.answers.values_mut().for_each(|answer| answer.memo.clear());
        Some(sheet)
    };
    let annex = annex_of.and_then(official);
    let sheet = official(list).unwrap_or_else(|| SheetFacts::blank(list.clone()));
    make(&sheet, annex.as_ref())
}

/// Makes the file, records that it leaves, and sends it.
pub async fn send(
    permit: &Permit<'_>,
    target: Target,
    (name, format): (String, Format),
    make: impl FnOnce() -> Made + Send + 'static,
) -> Reply {
    let bytes = match made(make).await? {
        Ok(bytes) => bytes,
        Err(unwritable) => return reply::refused(refused(permit, &unwritable)),
    };
    let (doing, file) = (permit.doing(), name.clone());
    in_tx(&permit.person.app().db, move |tx| {
        Box::pin(async move { exports::record_report(tx, &doing, target, file).await })
    })
    .await?;
    download::attachment(bytes, format.media_type(), &name)
}

/// The bytes of a file, or the sentences that name the cells which its encoding cannot hold.
pub async fn made(
    make: impl FnOnce() -> Made + Send + 'static,
) -> Result<Result<Vec<u8>, Vec<String>>, WebError> {
    match tokio::task::spawn_blocking(make).await.map_err(anyhow::Error::from)? {
        Ok(bytes) => Ok(Ok(bytes)),
        Err(ReportError::Csv(CsvError::NotInEncoding(cells))) => {
            Ok(Err(cells.iter().map(ToString::to_string).collect()))
        }
        Err(error) => Err(anyhow::Error::from(error).into()),
    }
}

/// The page that says which cells stand in the way, instead of a file with holes.
pub fn refused(permit: &Permit<'_>, unwritable: &[String]) -> Markup {
    let text = permit.text;
    page::page(
        permit,
        &text.text("reports-unwritable"),
        &html! {
            h1 { (text.text("reports-unwritable")) }
            div.problems role="alert" {
                p { (text.text("reports-unwritable-hint")) }
                ul { @for sentence in unwritable { li { (sentence) } } }
            }
        },
    )
}
