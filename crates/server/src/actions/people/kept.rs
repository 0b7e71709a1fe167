//! Somebody as text, for the import that may be undone.

use serde::{Deserialize, Serialize};
use tenken_domain::id::{DepartmentId, OccupationId, PersonId};
use tenken_domain::person::{Leave, Person};
use tenken_store::StoreError;

#[derive(Serialize, Deserialize)]
struct Kept {
    id: PersonId,
    staff_number: String,
    name: String,
    kana: String,
    department: DepartmentId,
    occupation: OccupationId,
    employment: String,
    joined_on: Option<String>,
    left_on: Option<String>,
    mail: String,
    away: Option<String>,
}

/// Somebody as text.
pub fn write(person: &Person) -> String {
    let kept = Kept {
        id: person.id.clone(),
        staff_number: person.staff_number.clone(),
        name: person.name.clone(),
        kana: person.kana.clone(),
        department: person.department.clone(),
        occupation: person.occupation.clone(),
        employment: person.employment.clone(),
        joined_on: person.joined_on.map(|day| day.to_string()),
        left_on: person.left_on.map(|day| day.to_string()),
        mail: person.mail.clone(),
        away: person.away.map(|leave| leave.code().to_owned()),
    };
    // Writing texts into memory cannot fail.
    serde_json::to_string(&kept).unwrap_or_default()
}

/// Somebody as [`write`] wrote them; nobody where nothing stands.
pub fn read(text: &str) -> Result<Option<Person>, StoreError> {
    if text.is_empty() {
        return Ok(None);
    }
    let impossible = |id: &str| StoreError::impossible("person_import_row", "before or after", id);
    let kept: Kept = serde_json::from_str(text).map_err(|_| impossible("unknown"))?;
    let day = |day: Option<String>| {
        day.map(|day| day.parse().map_err(|_| impossible(kept.id.as_str()))).transpose()
    };
    let leave = |code: &String| Leave::from_code(code).ok_or_else(|| impossible(kept.id.as_str()));
    Ok(Some(Person {
        joined_on: day(kept.joined_on.clone())?,
        left_on: day(kept.left_on.clone())?,
        away: kept.away.as_ref().map(leave).transpose()?,
        id: kept.id,
        staff_number: kept.staff_number,
        name: kept.name,
        kana: kept.kana,
        department: kept.department,
        occupation: kept.occupation,
        employment: kept.employment,
        mail: kept.mail,
    }))
}
