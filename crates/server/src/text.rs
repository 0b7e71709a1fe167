//! Words of the interface, from the locale files. Japanese unless the reader chose otherwise.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "ja",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static JAPANESE: LanguageIdentifier = langid!("ja");
static ENGLISH: LanguageIdentifier = langid!("en");

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    Japanese,
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Japanese, Self::English];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Japanese => "ja",
            Self::English => "en",
        }
    }

    /// The language's own name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Japanese => "日本語",
            Self::English => "English",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    fn id(self) -> &'static LanguageIdentifier {
        match self {
            Self::Japanese => &JAPANESE,
            Self::English => &ENGLISH,
        }
    }
}

/// The words of one language.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text {
    pub language: Language,
}

impl Text {
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// The text under this key.
    pub fn text(self, key: &str) -> String {
        LOCALES.lookup(self.language.id(), key)
    }

    /// The text under this key with its variables filled in.
    pub fn with<'v, const N: usize>(self, key: &str, values: [(&'static str, FluentValue<'v>); N]) -> String {
        let values: HashMap<Cow<'static, str>, FluentValue<'v>> =
            values.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect();
        LOCALES.lookup_with_args(self.language.id(), key, &values)
    }

    /// The text of one of a family of words: `of("role", "auditor")` is the text under `role-auditor`.
    pub fn of(self, family: &str, code: &str) -> String {
        self.text(&format!("{family}-{code}"))
    }
}
