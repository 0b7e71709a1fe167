//! Bar charts as SVG text, for pages and for PDF: no style rules, no ids, no script, and legible in black and white.

mod course;
mod timetable;
mod trend;

use std::fmt::Write;

use jiff::civil::Date;
use tenken_domain::catalog::{Catalog, Checklist, Topic, Viewpoint};
use tenken_domain::facts::{Count, Figure, Figures};
use tenken_domain::hiding::sum_of_exact;
use tenken_domain::mark::Mark;
use tenken_domain::result::{Rates, ResultRow, Share};

pub use course::{CourseWords, course};
pub use timetable::{Line, Progress, TimetableWords, timetable, timetable_sheets, timetable_years};
pub use trend::{Course, MOST_LINES, TrendWords, trend};

/// A drawing, and the same in words.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Chart {
    pub title: String,
    /// A whole `<svg>` element with `role="img"`, `<title>` and `<desc>`.
    pub svg: String,
    /// The same for the width of a phone.
    #[serde(skip)]
    pub narrow: String,
    /// Title and every figure, for a screen reader.
    pub alt: String,
}

/// What a chart says beside its figures, in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct Words<'w> {
    /// 様式どおり
    pub printed: &'w str,
    /// 該当なしを除く
    pub applicable: &'w str,
    /// What bar and pointer mean.
    pub legend: &'w str,
    /// What the right edge means.
    pub frame: &'w str,
}

impl Words<'static> {
    /// Reports are in Japanese.
    pub const JAPANESE: Self = Self {
        printed: "様式どおり",
        applicable: "該当なしを除く",
        legend: "棒：様式どおり　▽：該当なしを除く",
        frame: "枠の右端が100%",
    };
}

/// One bar per viewpoint that has items; `None` where none has (the staff list).
pub fn viewpoint_bars(words: Words<'_>, title: &str, rows: &[ResultRow]) -> Option<Chart> {
    let with_items = rows.iter().filter(|row| row.rates.as_printed.items > 0);
    let bars = with_items.filter_map(|row| {
        let viewpoint = row.viewpoint?;
        Some(Bar { label: viewpoint.label(), rates: row.rates, fill: fill_of(viewpoint) })
    });
    drawn(words, title, &bars.collect::<Vec<_>>())
}

/// One bar per topic, in the order given; topics without items are left out.
pub fn topic_bars(words: Words<'_>, title: &str, topics: &[(&str, Rates)]) -> Option<Chart> {
    let with_items = topics.iter().filter(|(_, rates)| rates.as_printed.items > 0);
    let bars = with_items.map(|(label, rates)| Bar { label, rates: *rates, fill: Fill::Slanted });
    drawn(words, title, &bars.collect::<Vec<_>>())
}

/// Both rates of every topic, in the catalog's order, of one list and its marks in catalog order.
pub fn rates_by_topic<'c>(
    catalog: &'c Catalog,
    list: &Checklist,
    marks: &[Option<Mark>],
) -> Vec<(&'c str, Rates)> {
    let rates_of = |topic: &Topic| {
        let of_topic = list.items.iter().zip(marks).filter(|(item, _)| item.topic == topic.id);
        Rates::of(of_topic.map(|(_, mark)| *mark))
    };
    catalog.topics.iter().map(|topic| (topic.title.as_str(), rates_of(topic))).collect()
}

/// Both rates of every topic, in the catalog's order, over all sheets that staff handed in. A topic one of whose items
/// is not shown with both rates has none, because they would tell what is not shown.
pub fn staff_rates_by_topic<'c>(
    catalog: &'c Catalog,
    list: &Checklist,
    figures: &Figures,
) -> Vec<(&'c str, Rates)> {
    let rates_of = |topic: &Topic| {
        let of_topic = list.items.iter().filter(|item| item.topic == topic.id);
        let shown: Vec<Figure> = of_topic.map(|item| figures.of(&item.id)).collect();
        match sum_of_exact(&shown) {
            Figure::Count(total) => total.rates(),
            Figure::Printed(_) | Figure::Band(_) | Figure::Hidden => Count::default().rates(),
        }
    };
    catalog.topics.iter().map(|topic| (topic.title.as_str(), rates_of(topic))).collect()
}

struct Bar<'a> {
    label: &'a str,
    rates: Rates,
    fill: Fill,
}

/// How a bar is filled, so that bars can be told apart without colour.
#[derive(Clone, Copy)]
enum Fill {
    Solid,
    Slanted,
    Upright,
}

const fn fill_of(viewpoint: Viewpoint) -> Fill {
    match viewpoint {
        Viewpoint::Prevention => Fill::Solid,
        Viewpoint::Detection => Fill::Slanted,
        Viewpoint::Correction => Fill::Upright,
    }
}

/// A sheet to draw on. Lengths are units of the drawing: on a page of the same width a unit is a pixel.
#[derive(Clone, Copy)]
struct Canvas<'w> {
    words: Words<'w>,
    width: u64,
    layout: Layout,
}

/// Where the figures of a bar stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// In the label's own line.
    Beside,
    /// In the line below the label.
    Below,
    /// Each rate in a line of its own.
    Apart,
}

const WIDE: u64 = 640;
/// As wide as the text on a phone.
const NARROW: u64 = 328;
/// Where 0 % is; as far from the left edge as 100 % is from the right, so that no pointer is cut.
const ZERO: u64 = 6;
const LETTER: u64 = 16;
const LINE: u64 = 22;
/// From the last line of text to the bar.
const GAP: u64 = 12;
const BAR: u64 = 18;
/// From the bar to the next label.
const APART: u64 = 14;
const INK: &str = "#1a1a1c";

impl Canvas<'_> {
    const fn full(self) -> u64 {
        self.width - 2 * ZERO
    }

    /// Lines of text above a bar.
    const fn lines(self) -> u64 {
        match self.layout {
            Layout::Beside => 1,
            Layout::Below => 2,
            Layout::Apart => 3,
        }
    }

    const fn row(self) -> u64 {
        self.lines() * LINE + GAP + BAR + APART
    }
}

fn drawn(words: Words<'_>, title: &str, bars: &[Bar]) -> Option<Chart> {
    if bars.is_empty() {
        return None;
    }
    let alt =
        format!("{title}。{}", bars.iter().map(|bar| in_words(words, bar)).collect::<Vec<_>>().join("、"));
    let layout = if bars.iter().any(|bar| is_crowded(words, bar)) { Layout::Below } else { Layout::Beside };
    let svg = drawing(Canvas { words, width: WIDE, layout }, (title, &alt), bars);
    let narrow = drawing(Canvas { words, width: NARROW, layout: Layout::Apart }, (title, &alt), bars);
    Some(Chart { title: title.to_owned(), svg, narrow, alt })
}

fn drawing(canvas: Canvas<'_>, (title, alt): (&str, &str), bars: &[Bar]) -> String {
    let rows: String = bars.iter().zip(0..).map(|(bar, nth)| row(canvas, bar, nth * canvas.row())).collect();
    let (legend, legend_height) = legend(canvas, bars.len() as u64 * canvas.row());
    let (width, height) = (canvas.width, bars.len() as u64 * canvas.row() + legend_height);
    framed((width, height), (title, alt), &format!("{rows}{legend}"))
}

/// A drawing of this width and height as a whole `<svg>` element, with its title and the same in words.
fn framed((width, height): (u64, u64), (title, alt): (&str, &str), drawn: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" font-family=\"BIZ UDPGothic, sans-serif\" font-size=\"{LETTER}\" \
         fill=\"{INK}\"><title>{}</title><desc>{}</desc>{drawn}</svg>",
        escaped(title),
        escaped(alt),
    )
}

fn in_words(words: Words<'_>, bar: &Bar) -> String {
    let (printed, applicable) = (figures(bar.rates.as_printed), figures(bar.rates.applicable));
    format!("{} {} {printed}、{} {applicable}", bar.label, words.printed, words.applicable)
}

/// `46.1% (41/89)`; `-` where nothing is left to count.
fn figures(share: Share) -> String {
    if share.items == 0 { "-".to_owned() } else { format!("{} ({share})", share.rate()) }
}

/// Label and figures would meet in one line: then every bar of the chart has a line for each.
fn is_crowded(words: Words<'_>, bar: &Bar) -> bool {
    let figures = both(words, bar);
    width_of(bar.label) + width_of(&figures) > WIDE - 2 * ZERO
}

/// 「46.1% (41/89)｜該当なしを除く 97.6% (41/42)」
fn both(words: Words<'_>, bar: &Bar) -> String {
    format!("{}{}", figures(bar.rates.as_printed), after_printed(words, bar))
}

fn after_printed(words: Words<'_>, bar: &Bar) -> String {
    format!("｜{} {}", escaped(words.applicable), figures(bar.rates.applicable))
}

/// At most this wide in our font: a Japanese letter is a square, any other under two thirds of one.
fn width_of(text: &str) -> u64 {
    text.chars().map(|c| if c.is_ascii() { LETTER * 2 / 3 } else { LETTER }).sum()
}

/// One bar below its label and figures: the full width is 100 %.
fn row(canvas: Canvas<'_>, bar: &Bar, top: u64) -> String {
    let y = top + canvas.lines() * LINE + GAP;
    let mut row = label_and_figures(canvas, bar, top + LETTER);
    row.push_str(&rectangle(y, canvas.full(), "#ffffff"));
    let length = length_of(canvas, bar.rates.as_printed);
    if length > 0 {
        row.push_str(&filled(bar.fill, y, length));
    }
    if bar.rates.applicable.items > 0 {
        row.push_str(&pointer(y, length_of(canvas, bar.rates.applicable)));
    }
    row
}

/// Label and both rates, the label on this baseline.
fn label_and_figures(canvas: Canvas<'_>, bar: &Bar, baseline: u64) -> String {
    let label = format!("<text x=\"{ZERO}\" y=\"{baseline}\">{}</text>", escaped(bar.label));
    let (printed, applicable) = (figures(bar.rates.as_printed), figures(bar.rates.applicable));
    let right = ZERO + canvas.full();
    let together = |y: u64| {
        format!(
            "<text x=\"{right}\" y=\"{y}\" text-anchor=\"end\"><tspan font-weight=\"bold\">{printed}</tspan>{}</text>",
            after_printed(canvas.words, bar)
        )
    };
    let figures = match canvas.layout {
        Layout::Beside => together(baseline),
        Layout::Below => together(baseline + LINE),
        Layout::Apart => format!(
            "<text x=\"{ZERO}\" y=\"{}\" font-weight=\"bold\">{} {printed}</text>\
             <text x=\"{ZERO}\" y=\"{}\">{} {applicable}</text>",
            baseline + LINE,
            escaped(canvas.words.printed),
            baseline + 2 * LINE,
            escaped(canvas.words.applicable),
        ),
    };
    label + &figures
}

fn length_of(canvas: Canvas<'_>, share: Share) -> u64 {
    share.per_mille().map_or(0, |tenths| tenths * canvas.full() / 1000)
}

fn rectangle(y: u64, length: u64, fill: &str) -> String {
    format!(
        "<rect x=\"{ZERO}\" y=\"{y}\" width=\"{length}\" height=\"{BAR}\" fill=\"{fill}\" stroke=\"{INK}\"/>"
    )
}

fn filled(fill: Fill, y: u64, length: u64) -> String {
    let lines = match fill {
        Fill::Solid => return rectangle(y, length, "#4d4d54"),
        Fill::Slanted => slanted(y, length),
        Fill::Upright => upright(y, length),
    };
    format!("{}<path d=\"{lines}\" stroke=\"{INK}\" stroke-width=\"2\"/>", rectangle(y, length, "#ffffff"))
}

/// Lines at 45°, cut off at both ends of the bar: a pattern would need an id, and ids meet on a page.
fn slanted(y: u64, length: u64) -> String {
    let mut lines = String::new();
    for start in (6..length + BAR).step_by(6) {
        let (right, left) = (start.min(length), start.saturating_sub(BAR));
        let (upper, lower) = (y + start - right, y + start - left);
        let _ = write!(lines, "M{} {upper}L{} {lower}", ZERO + right, ZERO + left);
    }
    lines
}

fn upright(y: u64, length: u64) -> String {
    let mut lines = String::new();
    for x in (5..length).step_by(5) {
        let _ = write!(lines, "M{} {y}V{}", ZERO + x, y + BAR);
    }
    lines
}

/// A small triangle above the bar at the rate without 該当なし.
fn pointer(y: u64, length: u64) -> String {
    let x = ZERO + length;
    let (left, right, top) = (x.saturating_sub(5), x + 5, y.saturating_sub(6));
    format!("<path d=\"M{left} {top}H{right}L{x} {}Z\" fill=\"#ffffff\" stroke=\"{INK}\"/>", y + 2)
}

/// What bar and pointer mean, and how high that is: in one line, or on a narrow drawing in two.
fn legend(canvas: Canvas<'_>, top: u64) -> (String, u64) {
    let (rates, frame) = (escaped(canvas.words.legend), escaped(canvas.words.frame));
    let line = |y: u64, words: &str| format!("<text x=\"{ZERO}\" y=\"{}\">{words}</text>", y + LETTER);
    match canvas.layout {
        Layout::Beside | Layout::Below => (line(top, &format!("{rates}　{frame}")), LINE + GAP),
        Layout::Apart => (line(top, &rates) + &line(top + LINE, &frame), 2 * LINE + GAP),
    }
}

/// How many days lie between two days, whichever comes first.
fn days_between(one: Date, other: Date) -> u64 {
    (other.duration_since(one).as_hours() / 24).unsigned_abs()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row_of(viewpoint: Viewpoint, yes: u64, items: u64) -> ResultRow {
        let share = Share::new(yes, items);
        ResultRow { viewpoint: Some(viewpoint), rates: Rates { as_printed: share, applicable: share } }
    }

    #[test]
    fn a_viewpoint_without_items_has_no_bar() {
        let rows = [
            row_of(Viewpoint::Prevention, 10, 16),
            row_of(Viewpoint::Detection, 0, 0),
            row_of(Viewpoint::Correction, 0, 3),
        ];
        let chart = viewpoint_bars(Words::JAPANESE, "経営層向け", &rows).unwrap();
        assert!(chart.svg.contains("62.5% (10/16)") && chart.svg.contains("0.0% (0/3)"));
        assert!(!chart.svg.contains("発見"));
        assert_eq!(
            viewpoint_bars(Words::JAPANESE, "職員", &[ResultRow { viewpoint: None, rates: rows[0].rates }]),
            None
        );
    }

    #[test]
    fn a_chart_names_itself_and_carries_nothing_a_strict_page_forbids() {
        let rates = Rates { as_printed: Share::new(41, 89), applicable: Share::new(41, 42) };
        let svg = topic_bars(Words::JAPANESE, "<分野>", &[("医療機器・電子処方箋等", rates)]).unwrap().svg;
        assert!(svg.contains("role=\"img\"") && svg.contains("<title>&lt;分野&gt;</title>"));
        assert!(svg.contains("46.1% (41/89)") && svg.contains("97.6% (41/42)"));
        for forbidden in ["style", "<script", " id=", "url("] {
            assert!(!svg.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn figures_too_long_for_one_line_stand_below_their_label() {
        let rates = |yes| Rates { as_printed: Share::new(yes, yes), applicable: Share::new(yes, yes) };
        let baselines = |yes| {
            let svg =
                topic_bars(Words::JAPANESE, "分野", &[("医療機器・電子処方箋等", rates(yes))]).unwrap().svg;
            [svg.contains("y=\"16\" text-anchor"), svg.contains("y=\"38\" text-anchor")]
        };
        assert_eq!((baselines(12), baselines(12345)), ([true, false], [false, true]));
    }

    #[test]
    fn the_narrow_drawing_fits_a_phone_with_the_longest_label_and_figures() {
        let rates = Rates { as_printed: Share::new(10_000, 10_000), applicable: Share::new(9_999, 10_000) };
        let chart = topic_bars(Words::JAPANESE, "分野", &[("医療機器・電子処方箋等", rates)]).unwrap();
        assert!(chart.narrow.contains("viewBox=\"0 0 328 "), "{}", chart.narrow);
        for line in [
            "医療機器・電子処方箋等",
            "様式どおり 100.0% (10000/10000)",
            "該当なしを除く 100.0% (9999/10000)",
        ] {
            assert!(chart.narrow.contains(line) && width_of(line) <= NARROW - 2 * ZERO, "{line}");
        }
        assert!(!chart.narrow.contains("font-size=\"14"));
    }

    #[test]
    fn slanted_lines_stay_inside_their_bar() {
        for length in [1, 5, 17, 18, 19, WIDE - 2 * ZERO] {
            let lines = slanted(100, length);
            let points = lines.split(['M', 'L']).filter(|point| !point.is_empty());
            for point in points {
                let (x, y) = point.split_once(' ').unwrap();
                let (x, y): (u64, u64) = (x.parse().unwrap(), y.parse().unwrap());
                assert!(
                    (ZERO..=ZERO + length).contains(&x) && (100..=100 + BAR).contains(&y),
                    "{length}: {point}"
                );
            }
        }
    }
}
