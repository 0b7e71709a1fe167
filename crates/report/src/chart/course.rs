//! How sheets came back: a bar a day, the running total as a line, and what was asked as a dashed one.

use std::fmt::Write as _;

use jiff::civil::Date;
use tenken_domain::collection::Step;
use tenken_domain::result::Share;
use tenken_domain::round::Period;

use super::{Chart, GAP, INK, LETTER, LINE, NARROW, WIDE, ZERO, days_between, escaped, framed};

/// What the drawing says, in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct CourseWords<'w> {
    pub title: &'w str,
    /// 対象
    pub asked: &'w str,
    /// 累計
    pub total: &'w str,
    /// What bars and lines mean.
    pub legend: &'w str,
}

/// Longer rounds are drawn from the first to the last day on which a sheet came. Days.
const LONGEST: u64 = 120;
const HEIGHT: u64 = 180;
const WIDEST_BAR: u64 = 24;

/// The course of a round; `None` where nothing was handed in.
pub fn course(words: CourseWords<'_>, steps: &[Step], asked: u64, period: Period) -> Option<Chart> {
    let (first, last) = (steps.first()?, steps.last()?);
    let all = Period { from: first.day.min(period.from), until: last.day.max(period.until) };
    let is_long = days_between(all.from, all.until) >= LONGEST;
    let shown = if is_long { Period { from: first.day, until: last.day } } else { all };
    let alt = format!(
        "{}。{} {asked}、{} {}（{}）：{}",
        words.title,
        words.asked,
        words.total,
        last.total,
        last.day,
        Share::new(last.total, asked).rate(),
    );
    let canvas = |width| Canvas { words, width, asked, most: asked.max(last.total).max(1), shown };
    let drawn = |width| drawing(canvas(width), steps, &alt);
    Some(Chart { title: words.title.to_owned(), svg: drawn(WIDE), narrow: drawn(NARROW), alt })
}

#[derive(Clone, Copy)]
struct Canvas<'w> {
    words: CourseWords<'w>,
    width: u64,
    asked: u64,
    /// What the full height stands for. Sheets.
    most: u64,
    shown: Period,
}

impl Canvas<'_> {
    const fn full(self) -> u64 {
        self.width - 2 * ZERO
    }
    fn days(self) -> u64 {
        days_between(self.shown.from, self.shown.until) + 1
    }
    /// Where a day begins.
    fn x(self, day: Date) -> u64 {
        ZERO + days_between(self.shown.from, day) * self.full() / self.days()
    }
    /// Where so many sheets are, below the first line of text.
    const fn y(self, sheets: u64) -> u64 {
        LINE + GAP + HEIGHT - sheets * HEIGHT / self.most
    }
    fn bar(self) -> u64 {
        (self.full() / self.days()).clamp(2, WIDEST_BAR)
    }
}

fn drawing(canvas: Canvas<'_>, steps: &[Step], alt: &str) -> String {
    let words = canvas.words;
    let legend = LINE + GAP + HEIGHT + LINE + GAP;
    let height = legend + LINE;
    let bars: String = steps.iter().map(|step| bar(canvas, *step)).collect();
    let drawn = format!(
        "{bars}{}{}{}<text x=\"{ZERO}\" y=\"{}\">{}</text>",
        what_was_asked(canvas),
        line(canvas, steps),
        axis(canvas),
        legend + LETTER,
        escaped(words.legend),
    );
    framed((canvas.width, height), (words.title, alt), &drawn)
}

fn bar(canvas: Canvas<'_>, step: Step) -> String {
    let (x, y) = (canvas.x(step.day), canvas.y(step.sheets));
    let (width, height) = (canvas.bar(), canvas.y(0) - y);
    format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"#4d4d54\"/>")
}

/// The dashed line; its number stands in the first line of text, where nothing is drawn.
fn what_was_asked(canvas: Canvas<'_>) -> String {
    let (y, right) = (canvas.y(canvas.asked), ZERO + canvas.full());
    format!(
        "<path d=\"M{ZERO} {y}H{right}\" stroke=\"{INK}\" stroke-dasharray=\"6 4\"/>\
         <text x=\"{ZERO}\" y=\"{LETTER}\">{} {}</text>",
        escaped(canvas.words.asked),
        canvas.asked,
    )
}

/// The running total, a step a day; where it ends stands in the first line of text too.
fn line(canvas: Canvas<'_>, steps: &[Step]) -> String {
    let mut path = format!("M{ZERO} {}", canvas.y(0));
    for step in steps {
        let _ = write!(path, "H{}V{}", canvas.x(step.day), canvas.y(step.total));
    }
    let Some(last) = steps.last() else { return String::new() };
    let right = ZERO + canvas.full();
    let end = (canvas.x(last.day) + canvas.bar()).min(right);
    format!(
        "<path d=\"{path}H{end}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"3\"/>\
         <text x=\"{right}\" y=\"{LETTER}\" text-anchor=\"end\" font-weight=\"bold\">{} {}</text>",
        escaped(canvas.words.total),
        last.total,
    )
}

/// The ground, and the first and the last day.
fn axis(canvas: Canvas<'_>) -> String {
    let (y, right) = (canvas.y(0), ZERO + canvas.full());
    let day = |day: Date| format!("{}/{}", day.month(), day.day());
    let mut axis = format!(
        "<path d=\"M{ZERO} {y}H{right}\" stroke=\"{INK}\"/><text x=\"{ZERO}\" y=\"{}\">{}</text>",
        y + LINE,
        day(canvas.shown.from),
    );
    if canvas.shown.until > canvas.shown.from {
        let until = day(canvas.shown.until);
        axis.push_str(&format!("<text x=\"{right}\" y=\"{}\" text-anchor=\"end\">{until}</text>", y + LINE));
    }
    axis
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const WORDS: CourseWords<'static> =
        CourseWords {
            title: "提出の<推移>", asked: "対象", total: "累計", legend: "棒：その日"
        };

    fn steps() -> Vec<Step> {
        let step = |(day, sheets, total)| Step { day: date(2026, 11, day), sheets, total };
        [(2, 5, 5), (9, 40, 45), (20, 15, 60)].map(step).to_vec()
    }

    fn november() -> Period {
        Period { from: date(2026, 11, 1), until: date(2026, 11, 30) }
    }

    #[test]
    fn the_course_stays_inside_its_picture_whatever_came() {
        for (asked, period) in [
            (60, november()),
            (0, november()),
            (30, november()),
            (2000, Period { from: date(2019, 5, 1), until: date(2068, 12, 31) }),
            (60, Period { from: date(2026, 11, 10), until: date(2026, 11, 12) }),
        ] {
            let chart = course(WORDS, &steps(), asked, period).unwrap();
            for (svg, width) in [(&chart.svg, WIDE), (&chart.narrow, NARROW)] {
                let numbers = svg.split(" d=\"").skip(1).flat_map(|rest| {
                    let path = rest.split('"').next().unwrap_or_default();
                    path.split(['M', 'H', 'V', ' ']).filter_map(|number| number.parse::<u64>().ok())
                });
                assert!(numbers.max().is_some_and(|most| most <= width.max(LINE + GAP + HEIGHT)), "{svg}");
            }
        }
    }

    #[test]
    fn the_drawing_says_how_far_it_is_and_carries_nothing_a_strict_page_forbids() {
        let chart = course(WORDS, &steps(), 80, november()).unwrap();
        assert!(chart.alt.contains("対象 80、累計 60（2026-11-20）：75.0%"), "{}", chart.alt);
        assert!(chart.svg.contains("<title>提出の&lt;推移&gt;</title>") && chart.svg.contains(">11/30<"));
        for forbidden in ["style", "<script", " id=", "url("] {
            assert!(!chart.svg.contains(forbidden), "{forbidden}");
        }
        assert_eq!(course(WORDS, &[], 80, november()), None);
    }
}
