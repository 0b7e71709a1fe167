//! 未提出の方へのお願い: who has not handed in, a department to a page, for its head to hand round.

use jiff::civil::Date;
use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::collection::{Gap, Missing};
use tenken_domain::facts::Issuer;
use tenken_domain::round::{Naming, Period, Slips};
use tenken_domain::slip::AskedPerson;

use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};

/// What the lists of one round are made from.
#[derive(Clone, Debug)]
pub struct MissingLists<'a> {
    pub issuer: &'a Issuer,
    /// 令和8年度 第1回
    pub round: &'a str,
    pub period: Period,
    pub as_of: Date,
    pub naming: Naming,
    /// In 無記名 rounds the board moves on at so many sheets of a department.
    pub minimum: u64,
    pub slips: Slips,
    /// Where a code is typed: `https://tenken.example/code`.
    pub code_address: &'a str,
    /// Whom to ask, in the hospital's own words.
    pub contact: &'a str,
    pub departments: &'a [Gap],
}

/// The lists of all these departments in one file; each begins on a page of its own.
pub fn pdf(facts: &MissingLists) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document<'a>(facts: &MissingLists<'a>) -> Document<Body<'a>> {
    let title = format!("サイバーセキュリティ自己点検　未提出の方へのお願い（{}）", facts.round);
    let body = Body {
        as_of: calendar::japanese(facts.as_of),
        until: calendar::both(facts.period.until),
        ways: ways(facts),
        notes: notes(facts),
        contact: facts.contact,
        departments: facts.departments.iter().map(Department::new).collect(),
    };
    let frame = Frame::new(title, facts.issuer).round(facts.round).dated(Some(facts.as_of));
    Document { template: include_str!("missing_list.typ"), frame, body }
}

/// What `missing_list.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    as_of: String,
    until: String,
    ways: Vec<String>,
    notes: Vec<String>,
    contact: &'a str,
    departments: Vec<Department<'a>>,
}

#[derive(Serialize)]
struct Department<'a> {
    name: &'a str,
    /// How many are missing.
    number: u64,
    handed_in: u64,
    asked: u64,
    /// Empty where cards bear no names.
    names: Vec<String>,
    has_names: bool,
    /// Sheets that came without a card.
    without_slip: u64,
}

impl<'a> Department<'a> {
    fn new(gap: &'a Gap) -> Self {
        let (names, has_names) = match &gap.missing {
            Missing::Names(people) => (people.iter().map(|one| called(one, people)).collect(), true),
            Missing::Number(_) => (Vec::new(), false),
        };
        Self {
            name: &gap.name,
            number: gap.missing.number(),
            handed_in: gap.progress.handed_in,
            asked: gap.progress.asked,
            names,
            has_names,
            without_slip: if has_names { gap.without_slip } else { 0 },
        }
    }
}

/// The list goes from hand to hand, so staff numbers stand on it only where two people bear the same name.
fn called(person: &AskedPerson, all: &[AskedPerson]) -> String {
    let is_shared = all.iter().filter(|other| other.name == person.name).count() > 1;
    if is_shared { format!("{}（{}）", person.name, person.staff_number) } else { person.name.clone() }
}

fn ways(facts: &MissingLists) -> Vec<String> {
    let by_slip = |kind: &str| {
        format!("{kind}のQRコードを読み取るか、{} でカードの8文字のコードを入力する", facts.code_address)
    };
    let card = match facts.slips {
        Slips::WithNames => Some(by_slip("お手元の回答カード（氏名入り）")),
        Slips::WithoutNames => Some(by_slip("封筒から引いた回答カード")),
        Slips::None => None,
    };
    let others = match facts.slips {
        Slips::WithNames | Slips::WithoutNames => "カードがないときは、部署に掲示したQRコードを読み取る",
        Slips::None => "部署に掲示したQRコードを読み取る",
    };
    let others = [others, "紙の記入用紙に記入し、担当者に渡す"].map(str::to_owned);
    card.into_iter().chain(others).collect()
}

fn notes(facts: &MissingLists) -> Vec<String> {
    let late = match (facts.naming, facts.slips) {
        (Naming::Anonymous, Slips::WithNames) => format!(
            "無記名のため、同じ部署の提出が{}枚まとまるごとに反映されます。すでに提出した方の氏名が残っていることがあります。",
            facts.minimum
        ),
        (Naming::Anonymous, Slips::WithoutNames | Slips::None) => {
            format!("無記名のため、枚数は同じ部署の提出が{}枚まとまるごとに進みます。", facts.minimum)
        }
        (Naming::Named, _) => String::new(),
    };
    let crossed = "すでに提出された方は、行き違いの場合はご容赦ください。".to_owned();
    [crossed, late].into_iter().filter(|note| !note.is_empty()).collect()
}

#[cfg(test)]
mod tests;
