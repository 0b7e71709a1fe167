//! What was typed into a form, and what is wrong with it, field by field.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tenken_domain::calendar;

use super::text::Text;

/// The fields of a form as they came.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

/// Locale keys of what is wrong, by field; `""` is the form as a whole.
#[derive(Clone, Debug, Default)]
pub struct Problems(BTreeMap<String, String>);

impl Fields {
    pub fn new(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// The text of a field without surrounding blanks and control characters; empty where there is no such field.
    pub fn get(&self, name: &str) -> String {
        let raw = self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value);
        let kept = raw.replace("\r\n", "\n");
        let kept: String = kept.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
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
    pub fn required(&self, name: &str, longest: usize, problems: &mut Problems) -> String {
        let text = self.optional(name, longest, problems);
        if text.is_empty() {
            problems.add(name, "problem-required");
        }
        text
    }

    /// The same on one line: names, titles.
    pub fn one_line(&self, name: &str, longest: usize, problems: &mut Problems) -> String {
        let text = self.required(name, longest, problems);
        if text.contains('\n') {
            problems.add(name, "problem-one-line");
        }
        text
    }

    /// Text that may be empty but not longer than `longest` characters.
    pub fn optional(&self, name: &str, longest: usize, problems: &mut Problems) -> String {
        let text = self.get(name);
        if text.chars().count() > longest {
            problems.add(name, "problem-too-long");
        }
        text
    }

    /// A number of people from 0 to `most`, in full or half width, with `人` or `名` behind it or not; nothing is 0.
    pub fn count(&self, name: &str, most: u64, problems: &mut Problems) -> Option<u64> {
        let typed: String =
            self.get(name).chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '　')).collect();
        let digits = typed.trim_end_matches(['人', '名']).chars().map(half_width).collect::<String>();
        if typed.is_empty() {
            return Some(0);
        }
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|number| is_number && *number <= most);
        if number.is_none() {
            problems.add(name, "problem-count");
        }
        number
    }

    /// A day in either calendar and any width; `None` with a problem noted where it is none.
    pub fn day(&self, name: &str, problems: &mut Problems) -> Option<Date> {
        let text = self.get(name);
        let day = calendar::parse(&text);
        if day.is_none() {
            problems.add(name, if text.is_empty() { "problem-required" } else { "problem-day" });
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
    pub fn add(&mut self, field: &str, key: &str) {
        self.0.entry(field.to_owned()).or_insert_with(|| key.to_owned());
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sentence at this field, if there is one.
    pub fn at(&self, field: &str, text: Text) -> Option<String> {
        self.0.get(field).map(|key| text.text(key))
    }

    /// Every problem with its field, for the list at the top of the form.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, key)| (field.as_str(), key.as_str()))
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
