//! What every printed page carries around its contents: title, hospital, round, source line, サンプル.

use jiff::civil::Date;
use serde::Serialize;
use tenken_domain::catalog::Texts;
use tenken_domain::facts::{Edition, Issuer};

/// The frame of one document, as `frame.typ` reads it.
#[derive(Serialize)]
pub(crate) struct Frame {
    title: String,
    hospital: String,
    /// 令和8年度 第1回, or empty.
    round: String,
    sample: bool,
    /// Year, month, day, for the file's own data; never the clock's.
    date: Option<[i16; 3]>,
    /// Where the text is from and what this paper is not; empty where the paper quotes no checklist.
    notices: Vec<String>,
    approval: bool,
}

impl Frame {
    /// The plainest frame: title, hospital, サンプル.
    pub fn new(title: impl Into<String>, issuer: &Issuer) -> Self {
        Self {
            title: title.into(),
            hospital: issuer.hospital.clone(),
            round: String::new(),
            sample: match issuer.edition {
                Edition::Real => false,
                Edition::Sample => true,
            },
            date: None,
            notices: Vec::new(),
            approval: false,
        }
    }

    pub fn round(self, round: &str) -> Self { Self { round: round.to_owned(), ..self } }

    pub fn dated(self, day: Option<Date>) -> Self {
        Self { date: day.map(|day| [day.year(), day.month().into(), day.day().into()]), ..self }
    }

    /// Names the source of the checklist's words at the foot of every page.
    pub fn quoting(self, texts: &Texts) -> Self {
        let notices = std::iter::once(&texts.source_line).chain(&texts.not_for);
        Self { notices: notices.cloned().collect(), ..self }
    }

    /// With the boxes for the stamps of 担当, 事務長 and 院長.
    pub fn with_approval(self) -> Self { Self { approval: true, ..self } }
}
