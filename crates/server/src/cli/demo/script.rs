//! What `sample/hospital.toml` says: the sample hospital as data.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The sample hospital.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    pub name: String,
    pub contact: String,
    pub occupations: Vec<String>,
    pub systems: Vec<String>,
    pub cast: Cast,
    pub circumstances: Circumstances,
    pub staff: Staff,
    pub people: People,
    pub official: Official,
    pub departments: Vec<Department>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cast {
    pub administrator: Somebody,
    pub executive: Somebody,
    pub head: Somebody,
    pub system_manager: Somebody,
    pub auditor: Somebody,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Somebody {
    pub login_name: String,
    pub name: String,
    pub department: Option<String>,
    pub system: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Circumstances {
    pub applies: Vec<String>,
    pub does_not_apply: Vec<String>,
    pub unknown: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Staff {
    /// ○ in a hundred, by item.
    pub rates: BTreeMap<String, u64>,
    pub mail_items: Vec<String>,
    pub without_mail: Vec<String>,
    pub surnames: Vec<String>,
    pub given_names: Vec<String>,
}

/// What the register of people has beside the headcounts.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct People {
    /// In the order of the names themselves.
    pub surnames_in_kana: Vec<String>,
    pub given_names_in_kana: Vec<String>,
    /// Occupations of contractors.
    pub contractors: Vec<String>,
    /// Who answers for an occupation.
    pub responsible: BTreeMap<String, String>,
    pub away: Vec<Away>,
}

/// Somebody on long leave, beside the headcounts.
#[derive(Debug, Deserialize)]
pub struct Away {
    pub department: String,
    pub occupation: String,
    pub leave: String,
}

#[derive(Debug, Deserialize)]
pub struct Official {
    pub memos: Vec<String>,
    pub questions: Vec<String>,
    pub reasons: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Department {
    pub name: String,
    pub under: Option<String>,
    /// Headcount by occupation.
    pub people: BTreeMap<String, u64>,
    /// Hardly anybody has answered in the running round.
    #[serde(default)]
    pub behind: bool,
}

/// Reads the script that is compiled in.
///
/// # Errors
/// Where it has a mistake; a test reads it.
pub fn read() -> anyhow::Result<Script> {
    Ok(toml::from_str(include_str!("../../../sample/hospital.toml"))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_has_420_people_in_24_departments_some_of_them_small() {
        let script = read().expect("the script has no mistake");
        let people = |one: &Department| one.people.values().sum::<u64>();
        assert_eq!(script.departments.len(), 24);
        assert_eq!(script.departments.iter().map(people).sum::<u64>(), 420);
        assert!(script.departments.iter().filter(|one| people(one) < 5).count() >= 3);
        let (staff, people) = (&script.staff, &script.people);
        assert_eq!(staff.surnames.len(), people.surnames_in_kana.len());
        assert_eq!(staff.given_names.len(), people.given_names_in_kana.len());
    }
}
