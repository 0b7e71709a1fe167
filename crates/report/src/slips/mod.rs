//! Cards (回答カード) to be cut out: eight or ten to an A4 page, a department after the other, each with its QR and code.

use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::facts::Issuer;
use tenken_domain::round::{Naming, Period};

use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};
use crate::qr::Qr;

/// What the cards of one round are made from.
#[derive(Clone, Debug)]
pub struct Cards<'a> {
    pub issuer: &'a Issuer,
    /// 令和8年度 第1回
    pub round: &'a str,
    pub period: Period,
    pub naming: Naming,
    /// Where a code is typed: `https://tenken.example/code`.
    pub code_address: &'a str,
    /// Whom to ask, in the hospital's own words.
    pub contact: &'a str,
    pub per_page: PerPage,
    /// In the order in which they are to be cut and handed out.
    pub cards: &'a [Card],
}

/// How many cards stand on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PerPage {
    Eight,
    Ten,
}

/// One card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub department: String,
    pub bearer: Bearer,
    /// The whole address behind the QR.
    pub url: String,
    /// As it is read aloud: `AC34-7XYH`.
    pub code: String,
}

/// What a card says of whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bearer {
    Person {
        name: String,
        staff_number: String,
    },
    /// So many cards lie in the department's envelope; this is one of them.
    Number(u64),
}

/// Why there are no cards.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    #[error("the address `{0}` is too long for a QR code")]
    AddressTooLong(String),
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

impl PerPage {
    pub const ALL: [Self; 2] = [Self::Eight, Self::Ten];

    pub const fn cards(self) -> usize {
        match self {
            Self::Eight => 8,
            Self::Ten => 10,
        }
    }

    /// `None` for any other number.
    pub fn from_number(cards: usize) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.cards() == cards)
    }
}

/// All cards in one file; a department begins on a new page, so that its pages go to it uncut.
pub fn pdf(facts: &Cards) -> Result<Vec<u8>, CardError> {
    Ok(render(&document(facts)?)?)
}

pub(crate) fn document<'a>(facts: &Cards<'a>) -> Result<Document<Body<'a>>, CardError> {
    let title = format!("回答カード（{}）", facts.round);
    let mut pages = Vec::new();
    for department in facts.cards.chunk_by(|one, next| one.department == next.department) {
        for cards in department.chunks(facts.per_page.cards()) {
            let cards = cards.iter().map(Shown::new).collect::<Result<_, _>>()?;
            let department = &department[0].department;
            pages.push(Page { department, department_size: fitting(department, DEPARTMENT_SIZES), cards });
        }
    }
    let body = Body {
        rows: facts.per_page.cards() / 2,
        until: calendar::both(facts.period.until),
        naming: sentence(facts.naming, facts.cards.first()),
        code_address: facts.code_address,
        contact: facts.contact,
        pages,
    };
    let frame = Frame::new(title, facts.issuer).round(facts.round).dated(Some(facts.period.from));
    Ok(Document { template: include_str!("slips.typ"), frame, body })
}

/// What `slips.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    rows: usize,
    until: String,
    naming: &'static str,
    code_address: &'a str,
    contact: &'a str,
    pages: Vec<Page<'a>>,
}

#[derive(Serialize)]
struct Page<'a> {
    department: &'a str,
    /// Of the department's name on each card, in points.
    department_size: f64,
    cards: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    name: String,
    /// In points.
    name_size: f64,
    number: String,
    code: &'a str,
    url: &'a str,
    /// The QR code as SVG.
    qr: String,
}

impl<'a> Shown<'a> {
    fn new(card: &'a Card) -> Result<Self, CardError> {
        let code = Qr::new(&card.url).ok_or_else(|| CardError::AddressTooLong(card.url.clone()))?;
        let (name, number) = match &card.bearer {
            Bearer::Person { name, staff_number } => (name.clone(), format!("職員番号 {staff_number}")),
            Bearer::Number(number) => ("（氏名なし）".to_owned(), format!("No. {number}")),
        };
        let name_size = fitting(&name, NAME_SIZES);
        Ok(Self { name, name_size, number, code: &card.code, url: &card.url, qr: code.svg() })
    }
}

/// What is left of a card's width beside the QR, in points.
const ROOM: f64 = 150.0;

/// From the largest, in points.
const DEPARTMENT_SIZES: [f64; 4] = [10.0, 8.5, 7.0, 6.0];
const NAME_SIZES: [f64; 4] = [14.0, 11.0, 9.0, 7.0];

/// The largest size in which words stand on one line, else the smallest. Reckoned, not measured by the typesetter: on
/// thousands of cards that took more memory than all the rest.
fn fitting(words: &str, sizes: [f64; 4]) -> f64 {
    let ems: f64 = words.chars().map(|one| if one.is_ascii() { 0.65 } else { 1.0 }).sum();
    sizes.into_iter().find(|size| ems * size <= ROOM).unwrap_or(sizes[3])
}

const fn sentence(naming: Naming, card: Option<&Card>) -> &'static str {
    match (naming, card) {
        (Naming::Anonymous, Some(Card { bearer: Bearer::Number(_), .. })) => {
            "無記名：分かるのは部署ごとの提出枚数だけで、回答内容と氏名は結びつきません。"
        }
        (Naming::Anonymous, _) => "無記名：提出の有無は分かりますが、回答内容と氏名は結びつきません。",
        (Naming::Named, _) => "記名：一人ひとりの回答を見られるのは、システム管理者だけです。",
    }
}

#[cfg(test)]
mod tests;
