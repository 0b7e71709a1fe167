//! When what is to be done: a bar an action over the months of a fiscal year, from the day it was planned to its due date.
//! What goes on before or after the year has a triangle at that edge.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use tenken_domain::calendar::fiscal_year;

use super::{
    APART, BAR, Chart, Fill, INK, LETTER, LINE, NARROW, WIDE, ZERO, days_between, escaped, framed, width_of,
};

/// What the drawing says, in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct TimetableWords<'w> {
    pub title: &'w str,
    /// What the fillings and the dashed line mean, in as many lines as are to be drawn.
    pub legend: &'w [&'w str],
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub label: String,
    pub from: Date,
    /// The day it is due, or on which it was done.
    pub until: Date,
    pub progress: Progress,
}

/// How a bar is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Planned,
    UnderWay,
    Done,
}

/// The timetable of the fiscal year that begins in `year`, for a page; `None` where nothing falls into it.
pub fn timetable(words: TimetableWords<'_>, year: i16, today: Date, lines: &[Line]) -> Option<Chart> {
    let shown = falling_into(year, today, lines);
    if shown.is_empty() {
        return None;
    }
    let alt = in_words(words, &shown);
    let drawn = |width| drawing(Canvas { words, width, year, today }, &shown, &alt);
    Some(Chart { title: words.title.to_owned(), svg: drawn(WIDE), narrow: drawn(NARROW), alt })
}

/// The same for paper: as many drawings as it takes for each to fit on a sheet, with its own months and legend.
pub fn timetable_sheets(words: TimetableWords<'_>, year: i16, today: Date, lines: &[Line]) -> Vec<Chart> {
    let shown = falling_into(year, today, lines);
    let sheets = shown.len().div_ceil(MOST_ROWS);
    let rows = shown.len().div_ceil(sheets.max(1)).max(1);
    let sheet = |(lines, nth): (&[&Line], usize)| {
        let title = if sheets > 1 {
            format!("{}（{nth}／{sheets}）", words.title)
        } else {
            words.title.to_owned()
        };
        let words = TimetableWords { title: &title, ..words };
        let alt = in_words(words, lines);
        let svg = drawing(Canvas { words, width: PAPER, year, today }, lines, &alt);
        Chart { title: title.clone(), svg, narrow: String::new(), alt }
    };
    shown.chunks(rows).zip(1..).map(sheet).collect()
}

/// The fiscal years in which anything begins or ends, the earliest first. One through which bars only run has nothing to tell.
pub fn timetable_years(today: Date, lines: &[Line]) -> BTreeSet<i16> {
    let ends = |line: &Line| [line.from.min(line.until), end_of(line, today)].map(fiscal_year);
    lines.iter().flat_map(ends).collect()
}

fn falling_into(year: i16, today: Date, lines: &[Line]) -> Vec<&Line> {
    lines.iter().filter(|line| falls_into(line, year, today)).collect()
}

fn in_words(words: TimetableWords<'_>, lines: &[&Line]) -> String {
    let one = |line: &&Line| format!("{} {}～{}", line.label, line.from, line.until);
    format!("{}。{}", words.title, lines.iter().map(one).collect::<Vec<_>>().join("、"))
}

/// Up to which day a bar is drawn: what is late goes on until today.
fn end_of(line: &Line, today: Date) -> Date {
    match line.progress {
        Progress::Done => line.until,
        Progress::Planned | Progress::UnderWay => line.until.max(today),
    }
}

fn falls_into(line: &Line, year: i16, today: Date) -> bool {
    let (first, last) = (first_day(year), last_day(year));
    line.from.min(line.until) <= last && end_of(line, today) >= first
}

fn first_day(year: i16) -> Date {
    jiff::civil::date(year, 4, 1)
}

fn last_day(year: i16) -> Date {
    jiff::civil::date(year + 1, 3, 31)
}

#[derive(Clone, Copy)]
struct Canvas<'w> {
    words: TimetableWords<'w>,
    width: u64,
    year: i16,
    today: Date,
}

const HEAD: u64 = LINE + 8;
const ROW: u64 = LINE + BAR + APART;
/// As wide as A4 landscape, so that a letter is as large there as elsewhere in a report.
const PAPER: u64 = 1060;
/// So many bars with months, legend and a heading are no higher than A4 landscape.
const MOST_ROWS: usize = 10;

impl Canvas<'_> {
    const fn full(self) -> u64 {
        self.width - 2 * ZERO
    }

    /// Where a day begins; days before and after the year lie at its edges.
    fn x(self, day: Date) -> u64 {
        let (first, end) = (first_day(self.year), last_day(self.year));
        let days = days_between(first, day.clamp(first, end));
        ZERO + days * self.full() / (days_between(first, end) + 1)
    }

    /// Where a day ends.
    fn end(self, day: Date) -> u64 {
        let next = day.checked_add(1.day()).unwrap_or(day);
        if next > last_day(self.year) { ZERO + self.full() } else { self.x(next) }
    }
}

fn drawing(canvas: Canvas<'_>, lines: &[&Line], alt: &str) -> String {
    let words = canvas.words;
    let bottom = HEAD + lines.len() as u64 * ROW;
    let height = bottom + words.legend.len() as u64 * LINE + 8;
    let rows: String = lines.iter().zip(0..).map(|(line, nth)| row(canvas, line, HEAD + nth * ROW)).collect();
    let legend = words.legend.iter().zip(0..).map(|(line, nth)| {
        format!("<text x=\"{ZERO}\" y=\"{}\">{}</text>", bottom + nth * LINE + LETTER, escaped(line))
    });
    let drawn = format!("{}{rows}{}", months(canvas, bottom), legend.collect::<String>());
    framed((canvas.width, height), (words.title, alt), &drawn)
}

/// A thin line where each month begins, with its number: on a narrow drawing only every third.
fn months(canvas: Canvas<'_>, bottom: u64) -> String {
    let every = if canvas.width < WIDE { 3 } else { 1 };
    let month = |nth: i16| {
        let number = (nth + 3) % 12 + 1;
        let day = jiff::civil::date(canvas.year + i16::from(nth > 8), i8::try_from(number).unwrap_or(1), 1);
        let x = canvas.x(day);
        let name = if nth % every == 0 {
            format!("<text x=\"{}\" y=\"{LETTER}\">{number}月</text>", x + 2)
        } else {
            String::new()
        };
        format!("<path d=\"M{x} 0V{bottom}\" stroke=\"#8c8c94\"/>{name}")
    };
    let right = ZERO + canvas.full();
    (0..12).map(month).collect::<String>() + &format!("<path d=\"M{right} 0V{bottom}\" stroke=\"#8c8c94\"/>")
}

/// A dashed line across a bar, where today lies in the year; labels stay free of it.
fn today(canvas: Canvas<'_>, y: u64) -> String {
    if !(first_day(canvas.year)..=last_day(canvas.year)).contains(&canvas.today) {
        return String::new();
    }
    let (x, top, bottom) = (canvas.x(canvas.today), y - 2, y + BAR + 6);
    format!("<path d=\"M{x} {top}V{bottom}\" stroke=\"{INK}\" stroke-width=\"3\" stroke-dasharray=\"5 3\"/>")
}

fn row(canvas: Canvas<'_>, line: &Line, top: u64) -> String {
    let label = escaped(&shortened(&line.label, canvas.full()));
    let y = top + LINE;
    let (from, until) = (canvas.x(line.from.min(line.until)), canvas.end(line.until));
    let bar = match line.progress {
        Progress::Planned => part(None, (from, until), y),
        Progress::UnderWay => part(Some(Fill::Slanted), (from, until), y),
        Progress::Done => part(Some(Fill::Solid), (from, until), y),
    };
    let is_late = line.progress != Progress::Done && line.until < canvas.today;
    let late = is_late.then(|| part(Some(Fill::Upright), (until, canvas.end(canvas.today)), y));
    // The label stands on white, so that the months' lines do not run through its letters.
    format!(
        "<rect x=\"{ZERO}\" y=\"{top}\" width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>\
         <text x=\"{ZERO}\" y=\"{}\">{label}</text>{bar}{}{}{}",
        width_of(&shortened(&line.label, canvas.full())).min(canvas.full()),
        LINE - 2,
        top + LETTER,
        late.unwrap_or_default(),
        today(canvas, y),
        edges(canvas, line, y),
    )
}

/// A triangle in the margin where a bar goes on before or after the year.
fn edges(canvas: Canvas<'_>, line: &Line, y: u64) -> String {
    let (left, right, middle, bottom) = (ZERO, ZERO + canvas.full(), y + BAR / 2, y + BAR);
    let begins_before = line.from.min(line.until) < first_day(canvas.year);
    let goes_on = end_of(line, canvas.today) > last_day(canvas.year);
    let before = begins_before.then(|| format!("M{left} {y}V{bottom}L0 {middle}Z"));
    let after = goes_on.then(|| format!("M{right} {y}V{bottom}L{} {middle}Z", canvas.width));
    let shapes = before.into_iter().chain(after);
    shapes.map(|shape| format!("<path d=\"{shape}\" fill=\"{INK}\"/>")).collect()
}

/// A piece of a bar; what ends where it begins is not drawn.
fn part(fill: Option<Fill>, (from, until): (u64, u64), y: u64) -> String {
    let Some(length) = until.checked_sub(from).filter(|length| *length > 0) else { return String::new() };
    let drawn = match fill {
        None => super::rectangle(y, length, "#ffffff"),
        Some(fill) => super::filled(fill, y, length),
    };
    format!("<g transform=\"translate({} 0)\">{drawn}</g>", from - ZERO)
}

/// As much of a label as fits.
fn shortened(label: &str, width: u64) -> String {
    let (mut kept, mut used) = (String::new(), LETTER);
    for letter in label.chars() {
        used += width_of(letter.encode_utf8(&mut [0; 4]));
        if used > width {
            return kept + "…";
        }
        kept.push(letter);
    }
    kept
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const WORDS: TimetableWords<'static> = TimetableWords {
        title: "<予定>",
        legend: &["白：未着手　斜線：実施中　黒：実施済"],
    };
    const TODAY: Date = date(2026, 11, 22);

    fn line(label: &str, (from, until): (Date, Date), progress: Progress) -> Line {
        Line { label: label.to_owned(), from, until, progress }
    }

    fn lines() -> Vec<Line> {
        vec![
            line("更新の適用<全端末>", (date(2026, 5, 1), date(2026, 9, 30)), Progress::UnderWay),
            line("復旧の訓練", (date(2026, 11, 1), date(2027, 6, 30)), Progress::Planned),
            line("規程の改定", (date(2025, 10, 1), date(2026, 4, 30)), Progress::Done),
        ]
    }

    #[test]
    fn a_year_shows_what_falls_into_it_and_what_is_late_goes_on_until_today() {
        let of = |year| timetable(WORDS, year, TODAY, &lines()).map(|chart| chart.alt);
        let this_year = of(2026).unwrap();
        for label in ["更新の適用", "復旧の訓練", "規程の改定"] {
            assert!(this_year.contains(label), "{this_year}");
        }
        let next = of(2027).unwrap();
        assert!(next.contains("復旧の訓練") && !next.contains("更新の適用"), "{next}");
        assert_eq!(of(2024), None);
        assert_eq!(timetable(WORDS, 2026, TODAY, &[]), None);
    }

    #[test]
    fn what_goes_on_before_or_after_the_year_has_a_triangle_at_that_edge() {
        let edges = |year| {
            let svg = timetable(WORDS, year, TODAY, &lines()).unwrap().svg;
            [svg.matches("L0 ").count(), svg.matches(&format!("L{WIDE} ")).count()]
        };
        assert_eq!([edges(2025), edges(2026), edges(2027)], [[0, 1], [1, 1], [1, 0]]);
        assert_eq!(timetable_years(TODAY, &lines()), BTreeSet::from([2025, 2026, 2027]));
        assert!(timetable_years(TODAY, &[]).is_empty());
    }

    #[test]
    fn a_timetable_for_paper_is_split_into_drawings_that_fit_and_each_has_months_and_legend() {
        let many: Vec<Line> = (0..38)
            .map(|nth| line(&format!("対策{nth}。"), (TODAY, date(2027, 3, 31)), Progress::Planned))
            .collect();
        let sheets = timetable_sheets(WORDS, 2026, TODAY, &many);
        assert_eq!(sheets.len(), 4);
        for (sheet, nth) in sheets.iter().zip(1..) {
            assert!(sheet.title.contains(&format!("（{nth}／4）")), "{}", sheet.title);
            assert!(sheet.svg.contains("4月") && sheet.svg.contains("白：未着手"), "{}", sheet.svg);
            let height: u64 =
                sheet.svg.split(" height=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
            // 265 mm wide; 165 mm high is the paper without margins, and a heading takes 12 mm.
            assert!(height * 265 / PAPER <= 153, "{height}");
        }
        let all: String = sheets.iter().map(|sheet| sheet.svg.as_str()).collect();
        assert!((0..38).all(|nth| all.contains(&format!(">対策{nth}。<"))), "{all}");
        let one = timetable_sheets(WORDS, 2026, TODAY, &many[..1]);
        assert_eq!(one[0].title, "<予定>");
        assert!(timetable_sheets(WORDS, 2024, TODAY, &many).is_empty());
    }

    #[test]
    fn the_drawing_stays_inside_and_carries_nothing_a_strict_page_forbids() {
        let chart = timetable(WORDS, 2026, TODAY, &lines()).unwrap();
        for (svg, width) in [(&chart.svg, WIDE), (&chart.narrow, NARROW)] {
            for forbidden in ["style", "<script", " id=", "url(", "<全端末>"] {
                assert!(!svg.contains(forbidden), "{forbidden}: {svg}");
            }
            for group in svg.split("translate(").skip(1) {
                let from: u64 = group.split(' ').next().unwrap().parse().unwrap();
                let bar: u64 =
                    group.split("width=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
                assert!(from + ZERO + bar <= width - ZERO, "{from} + {bar}");
            }
        }
    }

    #[test]
    fn a_long_label_is_cut_with_a_sign() {
        assert_eq!(shortened("短い", 300), "短い");
        let long = shortened(&"長".repeat(60), 160);
        assert!(long.ends_with('…') && width_of(&long) <= 160, "{long}");
    }
}
