//! One member of the staff with one sheet: the entrance, the sheet, 提出, the thanks; and what a round shows afterwards.

use anyhow::{Context, Result, bail, ensure};

use super::http::{Answer, Connection};
use crate::chance::Chance;

/// ○, × and この業務はない as forms send them.
const MARKS: [&str; 3] = ["yes", "no", "not-applicable"];
/// How often in ten each is given.
const SHARES: [usize; 10] = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2];

/// What somebody wants to hand in.
#[derive(Clone)]
pub struct StaffSheet {
    /// The path of the department's link.
    pub door: String,
    pub occupation: String,
    /// 記入者, in 記名 rounds.
    pub filler: Option<String>,
    /// One of [`MARKS`] for each item, in the order of the page.
    pub marks: Vec<usize>,
}

/// A form as the page gave it, filled in.
pub struct Form {
    address: String,
    fields: Vec<(String, String)>,
}

impl StaffSheet {
    /// Ten marks by chance.
    pub fn marks_by(chance: &mut Chance) -> Vec<usize> {
        (0..10).map(|_| SHARES[chance.below(SHARES.len())]).collect()
    }

    /// Opens the sheet and fills it in.
    pub fn fill(&self, person: &mut Connection) -> Result<Form> {
        let page = person.get(&format!("{}/sheet?occupation={}", self.door, self.occupation))?;
        ensure!(page.status == 200, "the sheet was refused ({})", page.status);
        let mut fields = vec![
            ("key".to_owned(), page.between("name=\"key\" value=\"", "\"")?),
            ("occupation".to_owned(), self.occupation.clone()),
        ];
        fields.extend(self.filler.iter().map(|name| ("filler".to_owned(), name.clone())));
        let items = items_of(&page);
        ensure!(items.len() == self.marks.len(), "the sheet has {} items", items.len());
        fields.extend(marked(&items, &self.marks));
        Ok(Form { address: format!("{}/sheet", self.door), fields })
    }
}

impl Form {
    /// 提出; sent again it is the same form. `Ok` once it is acknowledged.
    pub fn hand_in(&self, person: &mut Connection) -> Result<Answer> {
        let fields: Vec<_> =
            self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = person.post(&self.address, &fields)?;
        match answer.status {
            303 if answer.location.ends_with("/thanks") => Ok(answer),
            status => bail!("a sheet was not taken ({status}, {})", answer.location),
        }
    }
}

/// The items of the staff's list, in the order of the page.
pub fn items(person: &mut Connection, (door, occupation): (&str, &str)) -> Result<Vec<String>> {
    Ok(items_of(&person.get(&format!("{door}/sheet?occupation={occupation}"))?))
}

fn items_of(page: &Answer) -> Vec<String> {
    let mut items = page.all_between("name=\"mark-", "\"");
    items.dedup();
    items
}

/// How the sheets of a round were answered: ○, ×, 該当なし of each item.
pub type Sums = Vec<[usize; 3]>;

/// Adds up sheets.
pub fn sums<'s>(sheets: impl Iterator<Item = &'s StaffSheet>) -> Sums {
    let mut sums = vec![[0; 3]; 10];
    for sheet in sheets {
        sheet.marks.iter().zip(&mut sums).for_each(|(mark, sum)| sum[*mark] += 1);
    }
    sums
}

/// How many sheets the board says came back, of the hospital first, then of each department.
pub fn handed_in(person: &mut Connection, round: &str) -> Result<Vec<usize>> {
    let table = person.get(&format!("{round}/collection"))?.between("list collection", "</table>")?;
    let cells = table.split("<td class=\"number\">").skip(1).filter_map(|rest| rest.split('<').next());
    let shares = cells.filter_map(|cell| cell.split_once('/'));
    shares.map(|(handed_in, _)| handed_in.parse().context("no number")).collect()
}

/// What the thanks of a 記名 sheet say it can be corrected with.
pub fn receipt(thanks: &Answer) -> Result<String> {
    thanks.between("<code>", "</code>")
}

/// Corrects a sheet as its filler does: the receipt, the sheet as it stands, new marks.
pub fn correct(person: &mut Connection, (door, receipt): (&str, &str), marks: &[usize]) -> Result<()> {
    let address = format!("{door}/correction");
    let found = person.post(&address, &[("receipt", receipt)])?;
    ensure!(found.status == 303, "the receipt was refused ({})", found.status);
    let page = person.get(&found.location)?;
    let fields = [("key", page.between("name=\"key\" value=\"", "\"")?), ("receipt", receipt.to_owned())];
    let mut fields: Vec<(String, String)> = fields.map(|(name, value)| (name.to_owned(), value)).to_vec();
    fields.extend(marked(&items_of(&page), marks));
    Form { address, fields }.hand_in(person).map(drop)
}

fn marked(items: &[String], marks: &[usize]) -> Vec<(String, String)> {
    let marks = marks.iter().map(|mark| MARKS[*mark].to_owned());
    items.iter().map(|item| format!("mark-{item}")).zip(marks).collect()
}

/// Whether a closed round shows these sums for the whole hospital. Items are compared without their order, which is
/// not that of the sheet.
pub fn shows(person: &mut Connection, round: &str, sums: &Sums) -> Result<bool> {
    let page = person.get(&format!("{round}/result"))?;
    let section = page.between("id=\"staff\"", "</table>")?;
    let mut shown: Vec<Vec<String>> = section.split("<tr>").skip(2).map(shares).collect();
    let mut expected: Vec<Vec<String>> = sums.iter().map(both_rates).collect();
    shown.sort();
    expected.sort();
    Ok(shown == expected)
}

fn both_rates([yes, no, not_applicable]: &[usize; 3]) -> Vec<String> {
    vec![format!("{yes}/{}", yes + no + not_applicable), format!("{yes}/{}", yes + no)]
}

/// All `k/n` in brackets.
fn shares(row: &str) -> Vec<String> {
    let brackets = row.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    brackets.filter(|text| text.contains('/')).map(str::to_owned).collect()
}
