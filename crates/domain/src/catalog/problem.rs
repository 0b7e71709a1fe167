//! What is wrong with a file that was handed to us, so that its author finds the place.

use std::fmt;

/// A mistake in a catalog or a filled-in file: where it is and what is wrong, in a Japanese sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file as its author knows it, e.g. `catalog/x/catalog.yaml`.
    pub file: String,
    /// `12` for a line or row, `C12` for a cell; `None` where the whole file is meant.
    pub place: Option<String>,
    pub sentence: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{}:{}: {}", self.file, place, self.sentence),
            None => write!(f, "{}: {}", self.file, self.sentence),
        }
    }
}
