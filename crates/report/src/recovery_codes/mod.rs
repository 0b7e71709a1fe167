//! The page with an account's recovery codes, to be printed once and locked away.

use jiff::civil::Date;
use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::facts::Issuer;

use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};

/// What the page is made from. The codes themselves are printed here and nowhere else.
pub struct RecoveryCodes<'a> {
    pub issuer: &'a Issuer,
    /// Whose account it is.
    pub name: &'a str,
    pub login_name: &'a str,
    pub codes: &'a [String],
    /// The day on which the codes were made.
    pub made_on: Date,
}

/// The page as PDF.
pub fn pdf(facts: &RecoveryCodes) -> Result<Vec<u8>, PdfError> { render(&document(facts)) }

pub(crate) fn document<'a>(facts: &RecoveryCodes<'a>) -> Document<Body<'a>> {
    let frame = Frame::new("回復コード", facts.issuer).dated(Some(facts.made_on));
    let body = Body {
        name: facts.name,
        login_name: facts.login_name,
        codes: facts.codes,
        made_on: calendar::both(facts.made_on),
    };
    Document { template: include_str!("recovery_codes.typ"), frame, body }
}

/// What `recovery_codes.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    name: &'a str,
    login_name: &'a str,
    codes: &'a [String],
    made_on: String,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pdf::typeset;
    use crate::sample;

    #[test]
    fn ten_codes_fit_one_page_and_the_page_is_accessible() {
        let codes: Vec<String> = (0..10).map(|nth| format!("K7QM-{nth}RX4-9TWD")).collect();
        let (issuer, made_on) = (sample::issuer(), date(2026, 11, 22));
        let facts =
            RecoveryCodes { issuer: &issuer, name: "髙橋 﨑子", login_name: "takahashi", codes: &codes, made_on };
        assert_eq!(typeset(&document(&facts)).unwrap().pages().len(), 1);
        std::fs::write("/tmp/pdfout/codes.pdf", pdf(&facts).unwrap()).unwrap();
        assert!(pdf(&facts).unwrap().starts_with(b"%PDF"));
    }
}
