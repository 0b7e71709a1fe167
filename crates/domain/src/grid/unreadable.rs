//! Why a file cannot be read at all. The sentences stand where the readers of each kind of file are.

/// The whole file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The row to look at, where there is one.
    pub row: Option<u32>,
    pub reason: Reason,
}

/// Declares the reasons with the word each has in locale keys (`file-password`).
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident => $code:literal),+ $(,)?) => {
        /// What is wrong with a file as a whole.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Reason { $($(#[$doc])* $name),+ }

        impl Reason {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }
        }
    };
}

reasons! {
    Empty => "empty",
    TooLarge => "too-large",
    /// More rows, cells or text than such a file has.
    TooMuch => "too-much",
    /// Its parts unpack to more than such a file has.
    UnpacksTooLarge => "unpacks-too-large",
    NotText => "not-text",
    /// A cell of a CSV file begins with a quote that is never closed.
    OpenQuote => "open-quote",
    UnknownEncoding => "unknown-encoding",
    Pdf => "pdf",
    Macros => "macros",
    /// .xlsb
    BinaryWorkbook => "binary-workbook",
    /// Links to other files, or objects of other programs.
    Links => "links",
    /// .ods
    OpenDocument => "open-document",
    /// .xls
    OldWorkbook => "old-workbook",
    Password => "password",
    NotAWorkbook => "not-a-workbook",
    Damaged => "damaged",
}

impl From<Reason> for Unreadable {
    fn from(reason: Reason) -> Self {
        Self { row: None, reason }
    }
}
