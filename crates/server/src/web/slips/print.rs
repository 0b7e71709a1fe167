//! Cards as PDF: all, a department's, one that was replaced, or those that did not come back yet.

use std::ops::Range;

use axum::extract::{Path, Query};
use serde::Deserialize;
use tenken_domain::permission::{Denial, Object, Right};
use tenken_domain::round::{Naming, Round, Slips};
use tenken_report::slips::{self as report, Bearer, Cards, PerPage};

use super::list;
use crate::actions::slips::{self, Card};
use crate::actions::{collection, in_tx};
use crate::app::App;
use crate::facts::issuer;
use crate::secrets::token;
use crate::web::rounds::load;
use crate::web::support::download;
use crate::web::support::person::Person;
use crate::web::support::reply::Reply;

/// Cards of one file. A larger one would be typeset all the same, in memory that a small server does not have.
const MOST: usize = 2_000;

/// Which cards, and how many to a page.
#[derive(Deserialize)]
pub struct Wanted {
    department: Option<String>,
    slip: Option<String>,
    #[serde(default)]
    per_page: String,
    /// Set: only those that were not handed in yet.
    #[serde(default)]
    missing: String,
    /// Which of the files these cards fill, from 1.
    part: Option<usize>,
}

/// A card that was handed in opens a 記名 sheet: nobody else is to come by it.
pub fn is_printed(round: &Round, card: &Card) -> bool {
    match round.naming {
        Naming::Named => !card.slip.handed_in,
        Naming::Anonymous => true,
    }
}

/// The files that so many cards fill: their number, and which cards are in them.
pub fn parts(cards: usize) -> impl Iterator<Item = (usize, Range<usize>)> {
    (1..).zip((0..cards).step_by(MOST).map(move |first| first..(first + MOST).min(cards)))
}

pub async fn download(person: Person, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Reply {
    let round = load(&person, &id).await?;
    let permit = person.may(Right::HandOut, Object::Round(person.facility_id(), &round))?;
    let names = list::departments(&person, &round).await?;
    let all = slips::cards(&mut person.app().db.reader().await?, &round).await?;
    let name_of = |card: &Card| names.iter().find(|(id, _)| *id == card.slip.department);
    let all: Vec<&Card> = all.iter().filter(|card| is_printed(&round, card) && wanted.takes(card)).collect();
    let part = parts(all.len()).find(|(number, _)| *number == wanted.part.unwrap_or(1));
    let Some((part, range)) = part else { return Err(Denial::Invisible.into()) };
    let printed = |card: &&Card| Some(printed(person.app(), &round, (card, &name_of(card)?.1)));
    let cards: Vec<_> = all[range.clone()].iter().filter_map(printed).collect();
    let part = if range.len() == all.len() { String::new() } else { format!("_{part}") };
    let name = format!("{}_{}{part}.pdf", permit.text.text("round-slips"), round.name);
    let code_address = format!("{}/code", person.app().settings.origin);
    let (issuer, contact) = (issuer(&person.facility), person.facility.contact.clone());
    let (doing, number, id) = (permit.doing(), cards.len(), round.id.clone());
    // Such a print is a list of those missing, and is recorded like one.
    let tells_who = !wanted.missing.is_empty() && round.slips == Slips::WithNames;
    let per_page = wanted.per_page.parse().ok().and_then(PerPage::from_number).unwrap_or(PerPage::Eight);
    let _one_at_a_time = person.app().large_prints.acquire().await.map_err(anyhow::Error::from)?;
    let made = tokio::task::spawn_blocking(move || {
        report::pdf(&Cards {
            issuer: &issuer,
            round: &round.name,
            period: round.period,
            naming: round.naming,
            code_address: &code_address,
            contact: &contact,
            per_page,
            cards: &cards,
        })
    });
    let bytes = made.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    in_tx(&person.app().db, move |tx| {
        Box::pin(async move {
            if tells_who {
                collection::read_missing(tx, &doing, &id, None).await?;
            }
            slips::print(tx, &doing, &id, number).await
        })
    })
    .await?;
    download::attachment(bytes, "application/pdf", &name)
}

impl Wanted {
    fn takes(&self, card: &Card) -> bool {
        let slip = &card.slip;
        self.department.as_deref().is_none_or(|department| slip.department.as_str() == department)
            && self.slip.as_deref().is_none_or(|wanted| slip.id.as_str() == wanted)
            && (self.missing.is_empty() || !slip.handed_in)
    }
}

fn printed(app: &App, round: &Round, (card, department): (&Card, &str)) -> report::Card {
    let key = &app.keys.secret;
    let bearer = match &card.person {
        Some(person) => {
            Bearer::Person { name: person.name.clone(), staff_number: person.staff_number.clone() }
        }
        None => Bearer::Number(card.slip.position),
    };
    report::Card {
        department: department.to_owned(),
        bearer,
        url: format!("{}/c/{}", app.settings.origin, token::slip_token(key, &round.id, &card.slip)),
        code: token::slip_code(key, &round.id, &card.slip).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_cards_than_one_file_holds_fill_several() {
        assert_eq!(parts(0).count(), 0);
        assert_eq!(parts(2_000).collect::<Vec<_>>(), [(1, 0..2_000)]);
        assert_eq!(parts(4_100).collect::<Vec<_>>(), [(1, 0..2_000), (2, 2_000..4_000), (3, 4_000..4_100)]);
    }
}
