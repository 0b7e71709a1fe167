//! The register of people: a file as a personnel system writes it, taken over by the same steps as a user's. It draws on
//! a chance of its own, so that it changes nothing else of the sample.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::anyhow;
use tenken_domain::calendar;
use tenken_domain::occupation::{Affiliation, Occupation};
use tenken_domain::people_change::{Missing, plan};

use super::making::Making;
use super::script::{People, Script};
use crate::actions::people::Known;
use crate::actions::people::file::{Way, understand};
use crate::actions::people::import::{ImportRefusal, Importer, Wish, fingerprint, import, prepare};
use crate::actions::uploads::{self, Sent};
use crate::actions::{Doing, Failure, facilities, in_tx};
use crate::secrets::random::Randomness;

const SEED: u64 = 422;
const HEADINGS: &str = "職員番号,氏名,フリガナ,所属,職種,雇用区分,入職日,在職区分\r\n";

/// Says whose people each occupation are, and takes the file over.
pub async fn make(making: &Making, hanako: &Doing, occupations: &[Occupation]) -> anyhow::Result<()> {
    let mut doing = hanako.clone();
    doing.means.random = Randomness::from_seed(SEED);
    for wish in described(&making.script.people, occupations) {
        let doing = doing.clone();
        in_tx(&making.db, move |tx| {
            Box::pin(async move { facilities::change_occupation(tx, &doing, wish).await })
        })
        .await?;
    }
    let bytes = file(&making.script, making.today.year()).into_bytes();
    take_over(making, doing, Sent { name: "職員一覧.csv".to_owned(), bytes }).await
}

fn described(people: &People, occupations: &[Occupation]) -> Vec<Occupation> {
    let describe = |one: &Occupation| {
        let is_of_contractors = people.contractors.contains(&one.name);
        let affiliation = if is_of_contractors { Affiliation::Contractor } else { one.affiliation };
        let responsible = people.responsible.get(&one.name).cloned().unwrap_or_default();
        Occupation { affiliation, responsible, ..one.clone() }
    };
    occupations.iter().map(describe).filter(|new| !occupations.contains(new)).collect()
}

async fn take_over(making: &Making, doing: Doing, sent: Sent) -> anyhow::Result<()> {
    let known = Known::load(&mut making.db.reader().await?, doing.facility()).await?;
    let upload = uploads::keep(&making.db, &doing, "people", &sent).await?;
    let file_name = sent.name.clone();
    let understood = understand(sent, Way::Guess, 0).await.map_err(|unreadable| anyhow!("{unreadable:?}"))?;
    let today = calendar::day_of(doing.means.now);
    let importer = Importer::Person { doing: Box::new(doing), upload };
    let plan = plan(known.register(), &understood.entries, today, Missing::StayAsTheyAre);
    let wish = Wish {
        file_name,
        entries: understood.entries,
        affiliations: BTreeMap::new(),
        seen: Some(fingerprint(&plan)),
    };
    let failed = |error: Failure<ImportRefusal>| anyhow!("the sample's people: {error:?}");
    let prepared = prepare(&importer, (known, plan), wish).map_err(failed)?;
    let imported =
        in_tx(&making.db, move |tx| Box::pin(async move { import(tx, &importer, prepared).await }));
    imported.await.map(drop).map_err(failed)
}

/// One row for each of the headcounts, and one for each of those on leave.
fn file(script: &Script, year: i16) -> String {
    let mut rows = String::from(HEADINGS);
    let mut nth = 0_usize;
    for department in &script.departments {
        for (occupation, people) in &department.people {
            for _ in 0..*people {
                row(&mut rows, script, (nth, year), [&department.name, occupation, "在職"]);
                nth += 1;
            }
        }
    }
    for away in &script.people.away {
        row(&mut rows, script, (nth, year), [&away.department, &away.occupation, &away.leave]);
        nth += 1;
    }
    rows
}

fn row(
    rows: &mut String,
    script: &Script,
    (nth, year): (usize, i16),
    [department, occupation, standing]: [&str; 3],
) {
    let Script { people, staff, .. } = script;
    let (family, given) =
        (nth % staff.surnames.len(), (nth * 7 + nth / staff.surnames.len()) % staff.given_names.len());
    let is_of_contractors = people.contractors.iter().any(|one| one == occupation);
    let (first, employment) = match (is_of_contractors, nth % 6) {
        (true, _) => (90_001, "業務委託"),
        (false, 5) => (101, "非常勤"),
        (false, _) => (101, "常勤"),
    };
    let joined = year - 3 - i16::try_from(nth * 7 % 30).unwrap_or(0);
    // Writing into a text cannot fail.
    let _ = write!(
        rows,
        "{:05},{}　{},{} {},{department},{occupation},{employment},{joined}/04/01,{standing}\r\n",
        first + nth,
        staff.surnames[family],
        staff.given_names[given],
        people.surnames_in_kana[family],
        people.given_names_in_kana[given],
    );
}
