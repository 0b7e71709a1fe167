//! Telling groups their result: a sheet for whoever answers for each, the poster for the wall, and the record of what was
//! agreed. Only for rounds that have closed.

pub mod list;
pub mod poster;
pub mod record;
pub mod sheets;

use fluent_templates::fluent_bundle::FluentValue;
use tenken_domain::facts::{Group, GroupKey, RoundFacts, StaffFacts};
use tenken_domain::guidance::Book;
use tenken_domain::permission::Denial;
use tenken_domain::round::Round;
use tenken_report::group_sheet::Addressee;
use tenken_store::occupation;

use super::guidance::contact;
use super::results::{Sight, seen_facts, sight};
use super::rounds::load;
use super::support::person::{Permit, Person};
use super::support::reply::WebError;
use super::support::text::Text;

/// A closed round as somebody may see it: all groups, or the own department beside the whole hospital.
pub struct Told<'p> {
    pub permit: Permit<'p>,
    pub sight: Sight,
    pub round: Round,
    pub facts: RoundFacts<'static>,
    pub staff: StaffFacts,
    /// Who answers for each occupation of today, by id; empty where nobody is named.
    responsible: Vec<(GroupKey, String)>,
}

impl<'p> Told<'p> {
    pub async fn load(person: &'p Person, id: &str) -> Result<Self, WebError> {
        let round = load(person, id).await?;
        let (permit, sight) = sight(person, &round).await?;
        if !round.is_closed() {
            return Err(Denial::WrongState.into());
        }
        let facts = seen_facts(person, &round, &sight).await?;
        let staff = facts.staff.clone().ok_or(Denial::Invisible)?;
        let mut conn = person.app().db.reader().await?;
        let occupations = occupation::all(&mut conn, person.facility_id()).await?;
        let responsible =
            occupations.into_iter().map(|one| (GroupKey::Occupation(one.id), one.responsible)).collect();
        Ok(Self { permit, sight, round, facts, staff, responsible })
    }

    /// The group of an address, if this person may know of it.
    pub fn group(&self, axis: &str, id: &str) -> Result<&Group, WebError> {
        let key = GroupKey::from_code(axis, id).ok_or(Denial::Invisible)?;
        self.staff.group(&key).ok_or(WebError::Denied(Denial::Invisible))
    }

    /// Who answers for a group, by title: 看護部長, else 「看護師の責任者」.
    pub fn answers_for(&self, text: Text, group: &Group) -> String {
        let named = self.responsible.iter().find(|(key, to)| *key == group.key && !to.is_empty());
        match named {
            Some((_, to)) => to.clone(),
            None => text.with("sharing-answers-for", [("group", FluentValue::from(group.name.as_str()))]),
        }
    }

    /// Papers are in Japanese.
    fn addressee(&self, group: &Group) -> Addressee {
        Addressee { group: group.key.clone(), to: self.answers_for(Text::default(), group) }
    }

    /// The page of this round.
    fn address(&self) -> String {
        format!("/rounds/{}/sharing", self.round.id)
    }

    /// The page of one group.
    fn address_of(&self, group: &Group) -> String {
        format!("{}/{}/{}", self.address(), group.key.axis(), group.key.id())
    }

    /// The file with the sheet of one group.
    fn sheet_of(&self, group: &Group) -> String {
        format!("/rounds/{}/result-sheets/{}.pdf?group={}", self.round.id, group.key.axis(), group.key.id())
    }
}

/// Where papers take from what to do about an item, and whom this hospital's staff call.
fn advising(person: &Person, round: &Round) -> (Option<&'static Book>, String) {
    (person.app().guide(&round.catalog).map(|guide| &guide.book), contact(&person.facility))
}
