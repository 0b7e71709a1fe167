//! What was typed into a form, and what is wrong with it, field by field.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tenken_domain::calendar;
use tenken_domain::invisible::visible;
use tenken_domain::money;

use super::text::Text;

/// The fields of a form as they came.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

/// What is wrong, by the name of the field; `""` is the form as a whole.
#[derive(Clone, Debug, Default)]
pub struct Problems(BTreeMap<String, Problem>);

/// One thing that is wrong, in locale keys.
#[derive(Clone, Debug)]
struct Problem {
    /// Of the field, where it has one: at the top of a form the sentence alone would not say which field it is about.
    label: Option<&'static str>,
    sentence: String,
}

/// A place in a form that can be wrong: a [`Field`](super::form::Field), or a bare name for a place without a label.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'s> {
    pub name: &'s str,
    /// Locale key.
    pub label: Option<&'static str>,
}

impl<'s> From<&'s str> for Spot<'s> {
    fn from(name: &'s str) -> Self {
        Self { name, label: None }
    }
}

impl Fields {
    pub fn new(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// The text of a field without surrounding blanks, control characters and invisible marks; empty where there is no such field.
    pub fn get(&self, name: &str) -> String {
        let raw = self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value);
        let kept = raw.replace("\r\n", "\n");
        let kept: String = visible(&kept).chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        kept.trim().to_owned()
    }

    /// A secret exactly as it was typed.
    pub fn secret(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field that can come several times.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every field whose name begins so: what follows in the name, and the value.
    pub fn starting<'f>(&'f self, prefix: &'f str) -> impl Iterator<Item = (&'f str, &'f str)> {
        self.0.iter().filter_map(move |(key, value)| Some((key.strip_prefix(prefix)?, value.as_str())))
    }

    /// Text that must be there and not be longer than `longest` characters.
    pub fn required<'s>(&self, spot: impl Into<Spot<'s>>, longest: usize, problems: &mut Problems) -> String {
        let spot = spot.into();
        let text = self.optional(spot, longest, problems);
        if text.is_empty() {
            problems.add(spot, "problem-required");
        }
        text
    }

    /// The same on one line: names, titles.
    pub fn one_line<'s>(&self, spot: impl Into<Spot<'s>>, longest: usize, problems: &mut Problems) -> String {
        let spot = spot.into();
        let text = self.required(spot, longest, problems);
        if text.contains('\n') {
            problems.add(spot, "problem-one-line");
        }
        text
    }

    /// Text that may be empty but not longer than `longest` characters.
    pub fn optional<'s>(&self, spot: impl Into<Spot<'s>>, longest: usize, problems: &mut Problems) -> String {
        let spot = spot.into();
        let text = self.get(spot.name);
        if text.chars().count() > longest {
            problems.add(spot, "problem-too-long");
        }
        text
    }

    /// The same on one line.
    pub fn optional_line<'s>(
        &self,
        spot: impl Into<Spot<'s>>,
        longest: usize,
        problems: &mut Problems,
    ) -> String {
        self.optional(spot, longest, problems).replace('\n', " ")
    }

    /// A number of people from 0 to `most`, in full or half width, with `人` or `名` behind it or not; nothing is 0.
    pub fn count<'s>(&self, spot: impl Into<Spot<'s>>, most: u64, problems: &mut Problems) -> Option<u64> {
        let spot = spot.into();
        if self.get(spot.name).is_empty() {
            return Some(0);
        }
        self.number(spot, most, (&["人", "名"], "problem-count"), problems)
    }

    /// A number from 0 to `most` in full or half width, with one of these units behind it or not; the sentence is said
    /// of anything else.
    pub fn number<'s>(
        &self,
        spot: impl Into<Spot<'s>>,
        most: u64,
        (units, sentence): (&[&str], &str),
        problems: &mut Problems,
    ) -> Option<u64> {
        let spot = spot.into();
        let typed: String =
            self.get(spot.name).chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '　')).collect();
        let bare = units.iter().find_map(|unit| typed.strip_suffix(unit)).unwrap_or(&typed);
        let digits = bare.chars().map(half_width).collect::<String>();
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|number| is_number && *number <= most);
        if number.is_none() {
            problems.add(spot, sentence);
        }
        number
    }

    /// Yen, as people write them; nothing where nothing was typed.
    pub fn yen<'s>(&self, spot: impl Into<Spot<'s>>, most: u64, problems: &mut Problems) -> Option<u64> {
        let spot = spot.into();
        let typed = self.get(spot.name);
        if typed.is_empty() {
            return None;
        }
        let amount = money::read(&typed).filter(|amount| *amount <= most);
        if amount.is_none() {
            problems.add(spot, "problem-yen");
        }
        amount
    }

    /// A day that may be left out.
    pub fn optional_day<'s>(&self, spot: impl Into<Spot<'s>>, problems: &mut Problems) -> Option<Date> {
        let spot = spot.into();
        if self.get(spot.name).is_empty() { None } else { self.day(spot, problems) }
    }

    /// A day in either calendar and any width; `None` with a problem noted where it is none.
    pub fn day<'s>(&self, spot: impl Into<Spot<'s>>, problems: &mut Problems) -> Option<Date> {
        let spot = spot.into();
        let text = self.get(spot.name);
        let day = calendar::parse(&text);
        if day.is_none() {
            problems.add(spot, if text.is_empty() { "problem-required" } else { "problem-day" });
        }
        day
    }
}

/// A digit typed in full width as the usual one.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

impl Problems {
    /// Notes the first problem of a field; later ones of the same field are dropped.
    pub fn add<'s>(&mut self, spot: impl Into<Spot<'s>>, sentence: &str) {
        let Spot { name, label } = spot.into();
        let problem = || Problem { label, sentence: sentence.to_owned() };
        self.0.entry(name.to_owned()).or_insert_with(problem);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sentence at this field, if there is one.
    pub fn at(&self, field: &str, text: Text) -> Option<String> {
        self.0.get(field).map(|problem| text.text(&problem.sentence))
    }

    /// Every problem, as field and locale key of the sentence.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, problem)| (field.as_str(), problem.sentence.as_str()))
    }

    /// For the list at the top of the form: each field with its label and what is wrong with it.
    pub fn told(&self, text: Text) -> impl Iterator<Item = (&str, String)> {
        self.0.iter().map(move |(field, problem)| {
            let sentence = text.text(&problem.sentence);
            let told = match problem.label {
                Some(label) => {
                    let (label, problem) = (text.text(label), sentence);
                    text.with("form-problem", [("field", label.into()), ("problem", problem.into())])
                }
                None => sentence,
            };
            (field.as_str(), told)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_people_is_read_as_people_write_it() {
        let count = |typed: &str| {
            let fields = Fields::new(vec![("people".to_owned(), typed.to_owned())]);
            fields.count("people", 9_999, &mut Problems::default())
        };
        for (typed, people) in
            [("", 0), ("12", 12), ("１２", 12), (" 1,200 人", 1_200), ("３名", 3), ("9999", 9_999)]
        {
            assert_eq!(count(typed), Some(people), "{typed}");
        }
        for typed in ["-1", "+1", "1.5", "10000", "約10", "人", "99999999999999999999999"] {
            assert_eq!(count(typed), None, "{typed}");
        }
    }

    #[test]
    fn typed_text_loses_blanks_and_control_characters_only() {
        let fields = Fields::new(vec![("name".to_owned(), " さくら\u{0}病院\r\n髙﨑 ".to_owned())]);
        assert_eq!(fields.get("name"), "さくら病院\n髙﨑");
        let mut problems = Problems::default();
        fields.required("other", 10, &mut problems);
        fields.optional("name", 3, &mut problems);
        assert_eq!(
            problems.all().collect::<Vec<_>>(),
            [("name", "problem-too-long"), ("other", "problem-required")]
        );
    }
}
