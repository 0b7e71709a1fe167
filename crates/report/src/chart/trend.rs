//! Rates over rounds as lines: told apart by their signs and strokes, broken where the catalog changed.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::{Chart, GAP, INK, LINE, NARROW, WIDE, ZERO, days_between, escaped, framed, width_of};

/// What the drawing says, in the reader's language.
#[derive(Clone, Copy, Debug)]
pub struct TrendWords<'w> {
    pub title: &'w str,
    /// What the double line means, where there is one.
    pub broken: &'w str,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub label: String,
    /// Runs of points that are joined: place of the round, and tenths of a percent.
    pub pieces: Vec<Vec<(usize, u64)>>,
}

const HEIGHT: u64 = 200;
/// From the left edge to the axis: `100%`.
const AXIS: u64 = 60;
/// More lines than this cannot be told apart.
pub const MOST_LINES: usize = 4;

/// The lines of up to [`MOST_LINES`] subjects over rounds that ended on these days, the oldest first, with double lines
/// before the rounds that have a new version; `None` where no round has a rate.
pub fn trend(
    words: TrendWords<'_>,
    (days, breaks): (&[Date], &[usize]),
    courses: &[Course],
) -> Option<Chart> {
    let shown: Vec<&Course> =
        courses.iter().filter(|course| !course.pieces.is_empty()).take(MOST_LINES).collect();
    if shown.is_empty() || days.is_empty() {
        return None;
    }
    let alt = format!(
        "{}。{}",
        words.title,
        shown.iter().map(|course| in_words(course, days)).collect::<Vec<_>>().join("、")
    );
    let drawn = |width| drawing(Canvas { words, width, days, breaks }, &shown, &alt);
    Some(Chart { title: words.title.to_owned(), svg: drawn(WIDE), narrow: drawn(NARROW), alt })
}

fn in_words(course: &Course, days: &[Date]) -> String {
    let points = course.pieces.iter().flatten();
    let told = points.filter_map(|(place, rate)| Some(format!("{} {}", days.get(*place)?, percent(*rate))));
    format!("{}：{}", course.label, told.collect::<Vec<_>>().join(" "))
}

fn percent(tenths: u64) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[derive(Clone, Copy)]
struct Canvas<'w> {
    words: TrendWords<'w>,
    width: u64,
    days: &'w [Date],
    breaks: &'w [usize],
}

impl Canvas<'_> {
    /// Rounds stand as far apart as they were in time.
    fn x(self, place: usize) -> u64 {
        let (first, last) = (self.days.first(), self.days.last());
        let (Some(first), Some(last), Some(day)) = (first, last, self.days.get(place)) else { return AXIS };
        let (all, own) = (days_between(*first, *last), days_between(*first, *day));
        let left = AXIS + 12;
        let right = self.width - ZERO - 12;
        let share = ((right - left) * own).checked_div(all);
        share.map_or((left + right) / 2, |share| left + share)
    }

    const fn y(tenths: u64) -> u64 {
        GAP + HEIGHT - tenths * HEIGHT / 1000
    }
}

fn drawing(canvas: Canvas<'_>, courses: &[&Course], alt: &str) -> String {
    let bottom = GAP + HEIGHT + LINE + 14;
    let (legend, lines) = legend(canvas, courses, bottom + GAP);
    let height = bottom + GAP + lines * LINE + 6;
    let drawn: String = courses.iter().zip(0..).map(|(course, nth)| line(canvas, course, nth)).collect();
    let drawn = format!("{}{}{drawn}{legend}", axes(canvas), broken(canvas));
    framed((canvas.width, height), (canvas.words.title, alt), &drawn)
}

/// 0, 50 and 100 %, and the months in which rounds ended as far as there is room for them.
fn axes(canvas: Canvas<'_>) -> String {
    let right = canvas.width - ZERO;
    let mut drawn = String::new();
    for tenths in [0, 500, 1000] {
        let y = Canvas::y(tenths);
        let _ = write!(
            drawn,
            "<path d=\"M{AXIS} {y}H{right}\" stroke=\"#8c8c94\"/><text x=\"{}\" y=\"{}\" \
             text-anchor=\"end\">{}%</text>",
            AXIS - 6,
            y + 6,
            tenths / 10,
        );
    }
    let mut free_from = 0;
    for (place, day) in canvas.days.iter().enumerate() {
        let label = format!("{}/{}", day.year(), day.month());
        let half = width_of(&label) / 2 + 6;
        let x = canvas.x(place).clamp(half, canvas.width - half);
        if x - half >= free_from {
            let y = GAP + HEIGHT + LINE + 4;
            let _ = write!(drawn, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{label}</text>");
            free_from = x + half + 8;
        }
    }
    drawn
}

/// Two lines from top to bottom before the first round of a new version.
fn broken(canvas: Canvas<'_>) -> String {
    let one = |place: &usize| {
        let before = canvas.x(place.saturating_sub(1));
        let x = (before + canvas.x(*place)) / 2;
        let (top, bottom) = (Canvas::y(1000), Canvas::y(0));
        format!("<path d=\"M{} {top}V{bottom}M{} {top}V{bottom}\" stroke=\"{INK}\"/>", x - 2, x + 2)
    };
    canvas.breaks.iter().map(one).collect()
}

/// Each line has a stroke and a sign of its own, so that it survives a black-and-white copier.
const STROKES: [&str; MOST_LINES] =
    ["", " stroke-dasharray=\"9 5\"", " stroke-dasharray=\"2 4\"", " stroke-dasharray=\"12 4 2 4\""];

fn line(canvas: Canvas<'_>, course: &Course, nth: usize) -> String {
    let stroke = STROKES.get(nth).copied().unwrap_or_default();
    let mut drawn = String::new();
    for piece in &course.pieces {
        let mut path = String::new();
        for (step, (place, rate)) in piece.iter().enumerate() {
            let to = if step == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{to}{} {}", canvas.x(*place), Canvas::y(*rate));
        }
        let _ =
            write!(drawn, "<path d=\"{path}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"2\"{stroke}/>");
        for (place, rate) in piece {
            drawn.push_str(&sign(nth, canvas.x(*place), Canvas::y(*rate)));
        }
    }
    drawn
}

/// A filled circle, an empty square, an empty triangle, a filled square.
fn sign(nth: usize, x: u64, y: u64) -> String {
    let (left, top) = (x - 5, y.saturating_sub(5));
    let shape = match nth {
        0 => return format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"5\"/>"),
        1 => format!("M{left} {top}h10v10h-10z"),
        2 => format!("M{x} {}l6 11h-12z", y.saturating_sub(6)),
        _ => return format!("<rect x=\"{left}\" y=\"{top}\" width=\"10\" height=\"10\"/>"),
    };
    format!("<path d=\"{shape}\" fill=\"#ffffff\" stroke=\"{INK}\" stroke-width=\"2\"/>")
}

/// Each sign with its line's label and last rate, a line each, and what a double line means; and how many lines.
fn legend(canvas: Canvas<'_>, courses: &[&Course], top: u64) -> (String, u64) {
    let mut drawn = String::new();
    let mut lines = 0;
    for (nth, course) in courses.iter().enumerate() {
        let (y, x) = (top + lines * LINE, AXIS / 2);
        let stroke = STROKES.get(nth).copied().unwrap_or_default();
        let last = course.pieces.last().and_then(|piece| piece.last()).map(|(_, rate)| percent(*rate));
        let _ = write!(
            drawn,
            "<path d=\"M{ZERO} {y}H{AXIS}\" stroke=\"{INK}\" stroke-width=\"2\"{stroke}/>{}\
             <text x=\"{}\" y=\"{}\">{} {}</text>",
            sign(nth, x, y),
            AXIS + 8,
            y + 6,
            escaped(&course.label),
            last.unwrap_or_default(),
        );
        lines += 1;
    }
    if !canvas.breaks.is_empty() {
        let y = top + lines * LINE;
        let _ = write!(drawn, "<text x=\"{ZERO}\" y=\"{}\">{}</text>", y + 6, escaped(canvas.words.broken));
        lines += 1;
    }
    (drawn, lines)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const WORDS: TrendWords<'static> =
        TrendWords { title: "<推移>", broken: "二重線：版の変わり目" };

    fn days() -> [Date; 4] {
        [date(2025, 6, 21), date(2025, 11, 21), date(2026, 6, 21), date(2026, 11, 21)]
    }

    fn courses() -> Vec<Course> {
        let course = |label: &str, pieces| Course { label: label.to_owned(), pieces };
        vec![
            course("予防", vec![vec![(0, 461), (1, 530)], vec![(2, 1000), (3, 0)]]),
            course("発見", vec![vec![(1, 143)]]),
            course("是正", Vec::new()),
        ]
    }

    #[test]
    fn lines_break_where_the_version_changes_and_a_subject_without_rates_has_none() {
        let chart = trend(WORDS, (&days(), &[2]), &courses()).unwrap();
        assert_eq!(
            chart.svg.matches("fill=\"none\"").count(),
            3,
            "two pieces of one line and one of another"
        );
        assert!(chart.svg.contains("二重線：版の変わり目") && !chart.svg.contains("是正"));
        assert!(chart.alt.contains("予防：2025-06-21 46.1%") && chart.alt.contains("発見：2025-11-21 14.3%"));
        assert_eq!(trend(WORDS, (&days(), &[]), &courses()[2..]), None);
        assert_eq!(trend(WORDS, (&[], &[]), &courses()), None);
    }

    #[test]
    fn months_do_not_meet_and_nothing_is_drawn_that_a_strict_page_forbids() {
        let many: Vec<Date> =
            (0..40).map(|nth| date(2020 + nth / 12, i8::try_from(nth % 12 + 1).unwrap(), 21)).collect();
        let course =
            Course { label: "予防".to_owned(), pieces: vec![(0..40).map(|place| (place, 500)).collect()] };
        let chart = trend(WORDS, (&many, &[]), &[course]).unwrap();
        for (svg, most) in [(&chart.svg, 8), (&chart.narrow, 4)] {
            let months = svg.matches("text-anchor=\"middle\"").count();
            assert!((2..=most).contains(&months), "{months}");
            for forbidden in ["style", "<script", " id=", "url("] {
                assert!(!svg.contains(forbidden), "{forbidden}");
            }
        }
        let one = trend(WORDS, (&days()[..1], &[]), &courses()).unwrap();
        assert!(one.svg.contains("46.1%"));
    }
}
