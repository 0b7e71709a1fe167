//! Cards (回答カード): drawn when a round opens, printed, replaced when lost; and the doors they open.

pub mod guessing;

use std::collections::BTreeMap;

use tenken_domain::audit::{AuditEvent, Target};
use tenken_domain::facts::GroupKey;
use tenken_domain::id::{DepartmentId, PersonId, RoundId, SlipId};
use tenken_domain::permission::{Object, Right};
use tenken_domain::round::{Round, Slips};
use tenken_domain::slip::{AskedPerson, Code, CodeProblem, Slip};
use tenken_store::slip::{self, Hashes};
use tenken_store::staff::{Axis, asked};
use tenken_store::{Conn, StoreError, Tx, dialect};

use super::rounds::{OpenRoundRefusal, load, target};
use super::{Doing, Failure, Means, Never, missing};
use crate::secrets::keys::Key;
use crate::secrets::token;

/// A card with whose it is, where it bears a name.
#[derive(Clone, Debug)]
pub struct Card {
    pub slip: Slip,
    pub person: Option<AskedPerson>,
}

/// Why a card is not replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplaceRefusal {
    /// A sheet was handed in with it.
    HandedIn,
}

/// Most spare cards of a department made at once.
pub const MOST_SPARES: u64 = 100;

/// Draws the cards of a round that opens.
pub(super) async fn issue(
    tx: &mut Tx,
    doing: &Doing,
    round: &Round,
) -> Result<(), Failure<OpenRoundRefusal>> {
    match round.slips {
        Slips::None => {}
        Slips::WithNames => {
            let people = slip::people(tx, &round.id).await?;
            if people.is_empty() {
                return Err(Failure::Refused(OpenRoundRefusal::NobodyByName));
            }
            let mut positions: BTreeMap<DepartmentId, u64> = BTreeMap::new();
            for person in people.into_iter().filter(|person| person.away.is_none()) {
                let position = positions.entry(person.department.clone()).or_default();
                *position += 1;
                draw(tx, &doing.means, round, (person.department, *position, Some(person.id))).await?;
            }
        }
        Slips::WithoutNames => {
            for group in asked(tx, &round.id, Axis::Department).await? {
                if let Some(GroupKey::Department(department)) = group.key {
                    draw_nameless(tx, &doing.means, round, (&department, 0, group.asked)).await?;
                }
            }
        }
    }
    Ok(())
}

/// Draws the card of somebody who is asked after all; `false` where there is one from before.
pub(super) async fn issue_to(
    tx: &mut Tx,
    means: &Means,
    round: &Round,
    person: &AskedPerson,
) -> Result<bool, StoreError> {
    if slip::of_person(tx, &round.id, &person.id).await?.is_some() {
        return Ok(false);
    }
    let position = slip::last_position(tx, &round.id, &person.department).await? + 1;
    draw(tx, means, round, (person.department.clone(), position, Some(person.id.clone()))).await?;
    Ok(true)
}

/// Draws further cards without names for a department, where some were lost or people joined.
pub async fn add_spares(
    tx: &mut Tx,
    doing: &Doing,
    round: &RoundId,
    (department, number): (&DepartmentId, u64),
) -> Result<(), Failure<Never>> {
    dialect::lock_round(tx, round.as_str()).await?;
    let round = load(tx, doing, round).await?;
    doing.may(Right::HandOut, Object::Round(doing.facility(), &round))?;
    let own = slip::all(tx, &round.id).await?.into_iter().filter(|slip| slip.department == *department);
    let last = own.map(|slip| slip.position).max();
    let (Slips::WithoutNames, Some(last)) = (round.slips, last) else { return Err(missing()) };
    draw_nameless(tx, &doing.means, &round, (department, last, number.min(MOST_SPARES))).await?;
    doing.record(tx, (AuditEvent::SlipsAdded, target(&round)), number.to_string()).await?;
    Ok(())
}

/// Puts other secrets on a lost card; whoever finds the old one can do nothing with it. Gives back whose department's
/// it is.
pub async fn replace(
    tx: &mut Tx,
    doing: &Doing,
    (round, id): (&RoundId, &SlipId),
) -> Result<DepartmentId, Failure<ReplaceRefusal>> {
    dialect::lock_round(tx, round.as_str()).await?;
    let round = load(tx, doing, round).await?;
    doing.may(Right::HandOut, Object::Round(doing.facility(), &round))?;
    let mut slip = slip::find(tx, &round.id, id).await?.ok_or_else(missing)?;
    if slip.handed_in {
        return Err(Failure::Refused(ReplaceRefusal::HandedIn));
    }
    loop {
        slip.salt += 1;
        let hashes = hashes(&doing.means.keys.secret, &round.id, &slip);
        if slip::by_code(tx, &round.id, &hashes.code).await?.is_none() {
            slip::replace(tx, &slip, &hashes).await?;
            break;
        }
    }
    let (what, name) = (Target::new("slip", &slip.id), name_of(tx, &round, &slip).await?);
    doing.record(tx, (AuditEvent::SlipReplaced, what), name).await?;
    Ok(slip.department)
}

/// Records that so many cards were printed.
pub async fn print(tx: &mut Tx, doing: &Doing, round: &RoundId, cards: usize) -> Result<(), Failure<Never>> {
    let round = load(tx, doing, round).await?;
    doing.may(Right::HandOut, Object::Round(doing.facility(), &round))?;
    doing.record(tx, (AuditEvent::SlipsPrinted, target(&round)), cards.to_string()).await?;
    Ok(())
}

/// All cards of a round that somebody may use: by department in the order of the hospital, there by kana.
pub async fn cards(conn: &mut Conn, round: &Round) -> Result<Vec<Card>, StoreError> {
    let people = slip::people(conn, &round.id).await?;
    let mut people: BTreeMap<PersonId, AskedPerson> =
        people.into_iter().map(|person| (person.id.clone(), person)).collect();
    let departments = asked(conn, &round.id, Axis::Department).await?;
    let places: BTreeMap<DepartmentId, usize> = departments
        .into_iter()
        .zip(0..)
        .filter_map(|(one, place)| match one.key? {
            GroupKey::Department(id) => Some((id, place)),
            GroupKey::Occupation(_) => None,
        })
        .collect();
    let mut slips = slip::all(conn, &round.id).await?;
    slips.sort_by_key(|slip| (places.get(&slip.department).copied(), slip.position));
    let card = |slip: Slip| {
        let person = slip.person.as_ref().and_then(|id| people.remove(id));
        Card { slip, person }
    };
    Ok(slips.into_iter().map(card).filter(Card::is_asked).collect())
}

/// The card of a round whose code somebody with an account typed or read in; `Err` says what is wrong with the code,
/// `Err(None)` that no card in use has it.
pub async fn typed(
    conn: &mut Conn,
    secret: &Key,
    round: &Round,
    typed: &str,
) -> Result<Result<Card, Option<CodeProblem>>, StoreError> {
    let code = match Code::read(typed) {
        Ok(code) => code,
        Err(problem) => return Ok(Err(Some(problem))),
    };
    let hash = token::stored_code_hash(secret, code.as_str());
    let Some(slip) = slip::by_code(conn, &round.id, &hash).await? else { return Ok(Err(None)) };
    let card = card(conn, &round.id, slip).await?;
    Ok(if card.is_asked() { Ok(card) } else { Err(None) })
}

/// The card with whose it is.
pub async fn card(conn: &mut Conn, round: &RoundId, slip: Slip) -> Result<Card, StoreError> {
    let person = match &slip.person {
        Some(id) => slip::person(conn, round, id).await?,
        None => None,
    };
    Ok(Card { slip, person })
}

impl Card {
    /// Whoever is set aside needs no card.
    pub fn is_asked(&self) -> bool {
        self.person.as_ref().is_none_or(|person| person.away.is_none())
    }
}

async fn draw_nameless(
    tx: &mut Tx,
    means: &Means,
    round: &Round,
    (department, last, number): (&DepartmentId, u64, u64),
) -> Result<(), StoreError> {
    for position in last + 1..=last + number {
        draw(tx, means, round, (department.clone(), position, None)).await?;
    }
    Ok(())
}

/// Draws one card; two cards of a round never have the same code.
async fn draw(
    tx: &mut Tx,
    means: &Means,
    round: &Round,
    (department, position, person): (DepartmentId, u64, Option<PersonId>),
) -> Result<(), StoreError> {
    let id = SlipId::new(means.random.unordered_id());
    let mut slip = Slip { id, department, person, position, salt: 0, handed_in: false };
    while !slip::insert(tx, &round.id, &slip, &hashes(&means.keys.secret, &round.id, &slip)).await? {
        slip.salt += 1;
    }
    Ok(())
}

fn hashes(key: &Key, round: &RoundId, slip: &Slip) -> Hashes {
    Hashes {
        token: token::stored_hash(&token::slip_token(key, round, slip)),
        code: token::stored_code_hash(key, token::slip_code(key, round, slip).as_str()),
    }
}

async fn name_of(conn: &mut Conn, round: &Round, slip: &Slip) -> Result<String, StoreError> {
    let person = match &slip.person {
        Some(id) => slip::person(conn, &round.id, id).await?,
        None => None,
    };
    Ok(person.map_or_else(|| slip.position.to_string(), |person| person.name))
}
