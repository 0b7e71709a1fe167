//! An empty table with the headings that are understood best, for hospitals without a personnel system.

use tenken_domain::people_file::Column;
use tenken_domain::permission::{Object, Right};
use tenken_report::{Format, xlsx};

use crate::web::support::download;
use crate::web::support::person::Person;
use crate::web::support::reply::Reply;
use crate::web::support::text::Text;

/// The columns of the table.
const COLUMNS: [Column; 10] = [
    Column::StaffNumber,
    Column::Name,
    Column::Kana,
    Column::Department,
    Column::Occupation,
    Column::Employment,
    Column::JoinedOn,
    Column::LeftOn,
    Column::Mail,
    Column::Standing,
];

pub async fn csv(person: Person) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    // Headings of ours hold neither commas nor quotes; the mark in front tells Excel that this is UTF-8.
    let bytes = format!("\u{feff}{}\r\n", headings(permit.text).join(","));
    download::attachment(bytes, "text/csv; charset=utf-8", &name(permit.text, "csv"))
}

pub async fn workbook(person: Person) -> Reply {
    let permit = person.may(Right::ManagePeople, Object::Facility(person.facility_id()))?;
    let bytes = xlsx::people(&headings(permit.text)).map_err(anyhow::Error::from)?;
    download::attachment(bytes, Format::Xlsx.media_type(), &name(permit.text, "xlsx"))
}

fn headings(text: Text) -> Vec<String> {
    COLUMNS.iter().map(|column| text.of("people-column", column.code())).collect()
}

fn name(text: Text, ending: &str) -> String {
    format!("{}.{ending}", text.text("people-title"))
}
