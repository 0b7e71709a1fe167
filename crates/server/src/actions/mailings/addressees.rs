//! Who gets mail in a round, and who does not and why. In 無記名 rounds that somebody has handed in is known here only
//! as far as batches were let go.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tenken_domain::id::{DepartmentId, FacilityId, PersonId, RoundId};
use tenken_domain::mail::Address;
use tenken_domain::person::Person;
use tenken_domain::round::{Round, Slips};
use tenken_domain::slip::{AskedPerson, Slip};
use tenken_store::{Conn, StoreError, person, slip};

use crate::secrets::keys::Key;
use crate::secrets::token;

/// Somebody of the round, reached or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    pub person: PersonId,
    pub name: String,
    pub department: DepartmentId,
    pub reach: Reach,
}

/// Whether mail can reach somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    By(Address),
    /// The register has no address.
    NoAddress,
    /// What the register has is no address.
    BadAddress,
    /// Cards bear names in this round, and this person has none.
    NoCard,
}

impl Addressee {
    pub fn address(&self) -> Option<&Address> {
        match &self.reach {
            Reach::By(address) => Some(address),
            Reach::NoAddress | Reach::BadAddress | Reach::NoCard => None,
        }
    }
}

/// Everybody of a round who is to be asked (again), by kana: not set aside, not gone, not known to have handed in.
pub async fn addressees(
    conn: &mut Conn,
    facility: &FacilityId,
    round: &Round,
    today: Date,
) -> Result<Vec<Addressee>, StoreError> {
    let register: BTreeMap<PersonId, Person> =
        person::all(conn, facility).await?.into_iter().map(|one| (one.id.clone(), one)).collect();
    let slips: BTreeMap<PersonId, Slip> = slip::all(conn, &round.id)
        .await?
        .into_iter()
        .filter_map(|slip| Some((slip.person.clone()?, slip)))
        .collect();
    let people = slip::people(conn, &round.id).await?;
    let addressee = |asked: AskedPerson| {
        let (now, slip) = (register.get(&asked.id), slips.get(&asked.id));
        is_to_be_asked(&asked, now, slip, today).then(|| Addressee {
            reach: reach(round, now, slip),
            person: asked.id,
            name: asked.name,
            department: asked.department,
        })
    };
    Ok(people.into_iter().filter_map(addressee).collect())
}

/// One of them, as things stand now; `None` for whoever need not be asked any more.
pub async fn addressee(
    conn: &mut Conn,
    (facility, round): (&FacilityId, &Round),
    id: &PersonId,
    today: Date,
) -> Result<Option<(Addressee, Option<Slip>)>, StoreError> {
    let Some(asked) = slip::person(conn, &round.id, id).await? else { return Ok(None) };
    let now = person::find(conn, facility, id).await?;
    let slip = slip::of_person(conn, &round.id, id).await?;
    let is_wanted = is_to_be_asked(&asked, now.as_ref(), slip.as_ref(), today);
    let reach = reach(round, now.as_ref(), slip.as_ref());
    let AskedPerson { id: person, name, department, .. } = asked;
    Ok(is_wanted.then_some((Addressee { person, name, department, reach }, slip)))
}

fn is_to_be_asked(asked: &AskedPerson, now: Option<&Person>, slip: Option<&Slip>, today: Date) -> bool {
    let is_here = now.is_some_and(|now| now.is_asked_on(today));
    asked.away.is_none() && is_here && !slip.is_some_and(|slip| slip.handed_in)
}

fn reach(round: &Round, now: Option<&Person>, slip: Option<&Slip>) -> Reach {
    let lacks_card = match round.slips {
        Slips::WithNames => slip.is_none(),
        Slips::None | Slips::WithoutNames => false,
    };
    let written = now.map_or("", |now| now.mail.trim());
    match Address::parse(written) {
        _ if lacks_card => Reach::NoCard,
        Some(address) => Reach::By(address),
        None if written.is_empty() => Reach::NoAddress,
        None => Reach::BadAddress,
    }
}

/// Those of the chosen departments.
pub fn of_departments(everybody: Vec<Addressee>, chosen: &BTreeSet<DepartmentId>) -> Vec<Addressee> {
    everybody.into_iter().filter(|one| chosen.contains(&one.department)).collect()
}

/// Says the same as long as the same people are reached at the same addresses, so that nobody is written to who did
/// not stand in the preview.
pub fn fingerprint(addressees: &[Addressee]) -> String {
    let mut reached: Vec<String> = addressees
        .iter()
        .filter_map(|one| Some(format!("{} {}", one.person, one.address()?.as_str())))
        .collect();
    reached.sort();
    token::stored_hash(&reached.join("\n"))
}

/// Where a message leads: with names on cards to the own card, else to the department's entrance. Never stored.
pub fn link(
    key: &Key,
    origin: &str,
    round: &Round,
    (to, slip): (&Addressee, Option<&Slip>),
) -> Option<String> {
    match round.slips {
        Slips::WithNames => Some(format!("{origin}/c/{}", token::slip_token(key, &round.id, slip?))),
        Slips::None | Slips::WithoutNames => Some(entrance(key, origin, &round.id, &to.department)),
    }
}

fn entrance(key: &Key, origin: &str, round: &RoundId, department: &DepartmentId) -> String {
    format!("{origin}/a/{}", token::entrance_token(key, round, department))
}
