//! The A4 poster that brings a department's staff to its answering page: one page per department, with a big QR.

use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::facts::Issuer;
use tenken_domain::round::{Naming, Period, Slips};

use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};
use crate::qr::Qr;

/// What the posters of one round are made from.
#[derive(Clone, Debug)]
pub struct Posters<'a> {
    pub issuer: &'a Issuer,
    /// 令和8年度 第1回
    pub round: &'a str,
    pub period: Period,
    pub naming: Naming,
    /// Whether cards tell who has handed in.
    pub slips: Slips,
    /// How many items the staff list has.
    pub questions: usize,
    /// What the hospital declares about the answers, e.g. 人事評価には使いません.
    pub policy: Option<&'a str>,
    /// Whom to ask, in the hospital's own words: 情報システム室（内線 1234）.
    pub contact: &'a str,
    pub departments: &'a [DepartmentLink],
}

/// One department and where its staff answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentLink {
    pub department: String,
    /// The whole address, as it is to be typed where no camera is at hand.
    pub url: String,
}

/// Why there are no posters.
#[derive(Debug, thiserror::Error)]
pub enum PosterError {
    #[error("the address `{0}` is too long for a QR code")]
    AddressTooLong(String),
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

/// All posters in one file, in the order given.
pub fn pdf(facts: &Posters) -> Result<Vec<u8>, PosterError> {
    Ok(render(&document(facts)?)?)
}

pub(crate) fn document<'a>(facts: &Posters<'a>) -> Result<Document<Body<'a>>, PosterError> {
    let title = format!("サイバーセキュリティ自己点検のお願い（{}）", facts.round);
    let pages = facts.departments.iter().map(Page::new).collect::<Result<_, _>>()?;
    let body = Body {
        from: calendar::both(facts.period.from),
        until: calendar::both(facts.period.until),
        naming: explanation((facts.naming, facts.slips)),
        questions: facts.questions,
        policy: facts.policy,
        contact: facts.contact,
        pages,
    };
    let frame = Frame::new(title, facts.issuer).round(facts.round).dated(Some(facts.period.from));
    Ok(Document { template: include_str!("poster.typ"), frame, body })
}

/// What `poster.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    from: String,
    until: String,
    naming: Explanation,
    questions: usize,
    policy: Option<&'a str>,
    contact: &'a str,
    pages: Vec<Page<'a>>,
}

#[derive(Serialize)]
struct Page<'a> {
    department: &'a str,
    url: &'a str,
    /// The QR code as SVG.
    qr: String,
}

/// 記名 or 無記名 in plain words.
#[derive(Serialize)]
struct Explanation {
    heading: &'static str,
    sentences: &'static [&'static str],
}

const fn explanation(promised: (Naming, Slips)) -> Explanation {
    match promised {
        (Naming::Anonymous, Slips::WithoutNames | Slips::None) => Explanation {
            heading: "無記名です",
            sentences: &[
                "分かるのは部署ごとの提出枚数だけで、回答内容と氏名は結びつきません。",
                "提出したあとは、誰にも取り消し・変更ができません。",
            ],
        },
        (Naming::Anonymous, Slips::WithNames) => Explanation {
            heading: "無記名です",
            sentences: &[
                "提出の有無は分かりますが、回答内容と氏名は結びつきません。",
                "提出したあとは、誰にも取り消し・変更ができません。",
            ],
        },
        (Naming::Named, _) => Explanation {
            heading: "記名です",
            sentences: &[
                "最初に氏名を入力します。",
                "一人ひとりの回答を見られるのは、システム管理者だけです。",
            ],
        },
    }
}

impl<'a> Page<'a> {
    fn new(link: &'a DepartmentLink) -> Result<Self, PosterError> {
        let code = Qr::new(&link.url).ok_or_else(|| PosterError::AddressTooLong(link.url.clone()))?;
        Ok(Self { department: &link.department, url: &link.url, qr: code.svg() })
    }
}

#[cfg(test)]
mod tests;
