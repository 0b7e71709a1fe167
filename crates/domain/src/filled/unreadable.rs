//! Why a file cannot be read at all, as one sentence for the person who sent it.

/// The whole file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The row to look at, where there is one.
    pub row: Option<u32>,
    pub sentence: String,
}

impl Unreadable {
    pub fn file(sentence: &str) -> Self {
        Self { row: None, sentence: sentence.to_owned() }
    }

    pub fn at(row: u32, sentence: &str) -> Self {
        Self { row: Some(row), sentence: sentence.to_owned() }
    }

    pub fn too_many_cells() -> Self {
        Self::file("行またはセルが多すぎます。チェックリスト以外の部分を除いてください。")
    }
}
