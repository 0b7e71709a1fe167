//! The poster that thanks everybody and tells the whole hospital's result: no department, no occupation.

use serde::Serialize;
use tenken_domain::calendar;
use tenken_domain::catalog::Item;
use tenken_domain::facts::{Figure, Figures, RoundFacts};
use tenken_domain::result::Share;
use tenken_domain::talking::{Headlines, headlines};

use crate::advice::Advice;
use crate::cell::Cell;
use crate::frame::Frame;
use crate::pdf::{Document, PdfError, render};
use crate::result_table::set_aside;

/// What the poster is made from.
pub struct WallPoster<'a> {
    pub facts: &'a RoundFacts<'a>,
    pub advice: Advice<'a>,
}

/// The poster, one page of A4 that can be enlarged to A3.
///
/// # Errors
/// What is wrong with the template or forbidden by PDF/UA.
pub fn pdf(facts: &WallPoster<'_>) -> Result<Vec<u8>, PdfError> {
    render(&document(facts))
}

pub(crate) fn document<'a>(poster: &WallPoster<'a>) -> Document<Body<'a>> {
    let facts = poster.facts;
    let frame = Frame::new(format!("自己点検の結果（{}）", facts.round), &facts.issuer)
        .round(&facts.round)
        .dated(Some(facts.as_of))
        .quoting(&facts.catalog.texts);
    Document { template: include_str!("wall_poster.typ"), frame, body: Body::new(poster) }
}

/// What `wall_poster.typ` reads.
#[derive(Serialize)]
pub(crate) struct Body<'a> {
    round: &'a str,
    from: String,
    until: String,
    handed_in: u64,
    asked: u64,
    /// （ほかに長期休業など3名を除く）, or nothing.
    set_aside: String,
    /// `92.5%`
    returned: String,
    total: Cell,
    /// Why there are no figures, or empty.
    hidden: &'static str,
    strong: Vec<Told<'a>>,
    to_improve: Vec<Told<'a>>,
    contact: &'a str,
}

#[derive(Serialize)]
struct Told<'a> {
    title: &'a str,
    /// `85.0% (340/400)` or `90%以上`.
    rate: String,
    /// 該当なしを除く, where it is shown and says something else; or empty.
    applicable: String,
    what_to_do: String,
}

impl<'a> Body<'a> {
    fn new(poster: &WallPoster<'a>) -> Self {
        let facts = poster.facts;
        let staff = facts.staff.as_ref();
        let list = staff.and_then(|staff| facts.catalog.checklist(&staff.list));
        let figures = staff.map_or(&Figures::TooFew, |staff| &staff.figures);
        let told = list.map(|list| headlines(list, figures));
        let Headlines { strong, to_improve } = told.unwrap_or_default();
        let (handed_in, asked) = staff.map_or((0, 0), |staff| (staff.handed_in, staff.asked));
        let told = |item: &'a Item| Told::new(item, figures, &poster.advice);
        Self {
            round: &facts.round,
            from: calendar::both(facts.period.from),
            until: calendar::both(facts.period.until),
            handed_in,
            asked,
            set_aside: set_aside(staff.map_or(0, |staff| staff.away)),
            returned: Share::new(handed_in, asked).rate(),
            total: Cell::of_staff(figures, staff.map_or(Figure::Hidden, |staff| staff.total())),
            hidden: figures.why_not().unwrap_or_default(),
            strong: strong.into_iter().map(told).collect(),
            to_improve: to_improve.into_iter().map(told).collect(),
            contact: poster.advice.contact,
        }
    }
}

impl<'a> Told<'a> {
    fn new(item: &'a Item, figures: &Figures, advice: &Advice<'_>) -> Self {
        let Cell { as_printed, applicable, note } = Cell::of_staff(figures, figures.of(&item.id));
        let applicable = if applicable == as_printed { String::new() } else { applicable };
        let rate = if as_printed.is_empty() { note } else { as_printed };
        Self { title: &item.title, rate, applicable, what_to_do: advice.what_to_do(item) }
    }
}

#[cfg(test)]
mod tests {
    use tenken_domain::guidance;

    use super::*;
    use crate::pdf::{typeset, words_by_page};
    use crate::sample;

    fn words(facts: &RoundFacts<'_>) -> Vec<String> {
        let book = guidance::builtin(&facts.catalog.id);
        let poster =
            WallPoster { facts, advice: Advice { book, contact: "情報システム室（内線 1234）" } };
        assert!(pdf(&poster).unwrap().starts_with(b"%PDF"));
        words_by_page(&typeset(&document(&poster)).unwrap())
    }

    #[test]
    fn the_poster_tells_the_whole_hospital_and_names_no_group() {
        let facts = sample::round(sample::catalog(), 8);
        let pages = words(&facts);
        assert_eq!(pages.len(), 1);
        let staff = facts.staff.as_ref().unwrap();
        let groups = staff.departments.iter().chain(&staff.occupations);
        assert!(groups.clone().count() > 10);
        for group in groups {
            assert!(!pages[0].contains(&group.name), "{}", group.name);
        }
        let returned = format!("{}／{}名", staff.handed_in, staff.asked);
        assert!(pages[0].contains(&returned) && pages[0].contains("ありがとう"), "{}", pages[0]);
        assert!(pages[0].contains("内線1234"), "{}", pages[0]);
    }

    #[test]
    fn a_hidden_hospital_shows_no_figures() {
        let mut facts = sample::round(sample::catalog(), 8);
        facts.staff.as_mut().unwrap().figures = Figures::TooFew;
        let page = words(&facts).concat();
        assert!(page.contains("非表示（少人数）") && !page.contains("よくできていること"), "{page}");
    }

    #[test]
    fn long_names_stay_on_one_page() {
        let mut facts = sample::round(sample::catalog(), 8);
        facts.issuer.hospital = "独立行政法人地域医療機能推進機構".repeat(5);
        facts.round = "令和8年度 第1回（臨時）".repeat(4);
        assert_eq!(words(&facts).len(), 1);
    }
}
