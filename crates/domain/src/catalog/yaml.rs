//! Reading YAML with its line numbers, and saying in plain Japanese what is wrong with it.

use serde::de::DeserializeOwned;
use serde_saphyr::{Error, Location, Spanned};

use super::problem::Problem;

/// A value and the place it was written at.
pub(crate) type At<T> = Spanned<T>;

/// The mistakes found in one file so far.
pub(crate) struct Mistakes<'f> {
    file: &'f str,
    found: Vec<(u64, String)>,
}

impl<'f> Mistakes<'f> {
    pub(crate) fn in_file(file: &'f str) -> Self {
        Self { file, found: Vec::new() }
    }

    /// Notes a mistake at the line where `value` stands.
    pub(crate) fn note<T>(&mut self, value: &At<T>, sentence: impl Into<String>) {
        self.found.push((value.referenced.line(), sentence.into()));
    }

    /// `value` if there was no mistake, else all mistakes from top to bottom.
    pub(crate) fn none_or<T>(mut self, value: T) -> Result<T, Vec<Problem>> {
        if self.found.is_empty() {
            return Ok(value);
        }
        self.found.sort();
        let problem = |(line, sentence)| at_line(self.file, line, sentence);
        Err(self.found.into_iter().map(problem).collect())
    }
}

/// Reads a whole file into the shape `T`. Stops at the first place that is not YAML or has another shape.
pub(crate) fn parse<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, Vec<Problem>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() as u64;
        vec![at_line(
            file,
            line,
            "文字コードが UTF-8 ではありません。UTF-8 で保存し直してください。".to_owned(),
        )]
    })?;
    serde_saphyr::from_str(text).map_err(|error| {
        let line = error.location().as_ref().map_or(0, Location::line);
        vec![at_line(file, line, sentence(error.without_snippet()))]
    })
}

/// A file in which nothing is said yet: blank lines and remarks.
pub(crate) fn says_nothing(yaml: &[u8]) -> bool {
    let is_remark = |line: &[u8]| line.is_empty() || line.starts_with(b"#");
    yaml.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).all(is_remark)
}

fn at_line(file: &str, line: u64, sentence: String) -> Problem {
    let place = (line > 0).then(|| line.to_string());
    Problem { file: file.to_owned(), place, sentence }
}

fn sentence(error: &Error) -> String {
    match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            format!("「{field}」という欄はありません。書ける欄は {} です。", expected.join("、"))
        }
        Error::SerdeMissingField { field, .. } => {
            format!("この行までのまとまりに「{field}」の欄がありません。")
        }
        Error::DuplicateMappingKey { key: Some(key), .. } => format!("「{key}」が2回書かれています。"),
        Error::NullIntoString { .. } => "値が書かれていません。".to_owned(),
        // The only scalars that are not texts are numbers.
        Error::InvalidScalar { .. } => "数（0 以上の整数）を書く所です。".to_owned(),
        Error::Unexpected { expected: "string scalar", .. } => "文を書く所です。".to_owned(),
        Error::Unexpected { expected: "sequence start", .. } => "「- 」で始まる行を並べる所です。".to_owned(),
        Error::Unexpected { expected: "mapping start", .. } => {
            "「欄: 値」の形の行を並べる所です。".to_owned()
        }
        // In the parser's own words, which name the column.
        _ => format!("YAML として読めません（{}）。", error.render().lines().next().unwrap_or_default()),
    }
}
