//! The fonts that are compiled in: the one of every document, and those of the staff's other languages.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::Font;

/// A font for other languages than Japanese. Web pages use it where a device has none of its own.
pub struct OtherFont {
    /// The family's name inside the file.
    pub family: &'static str,
    /// The name of the file, without its folder.
    pub file: &'static str,
    pub bytes: &'static [u8],
}

/// Latin with the marks of Vietnamese, Devanagari, simplified Chinese.
pub static OTHERS: [OtherFont; 3] = [
    OtherFont {
        family: "Noto Sans",
        file: "noto-sans.ttf",
        bytes: include_bytes!("../../../vendor/noto-sans/NotoSans-Regular.ttf"),
    },
    OtherFont {
        family: "Noto Sans Devanagari",
        file: "noto-sans-devanagari.ttf",
        bytes: include_bytes!("../../../vendor/noto-sans-devanagari/NotoSansDevanagari-Regular.ttf"),
    },
    OtherFont {
        family: "Noto Sans SC",
        file: "noto-sans-sc.ttf",
        bytes: include_bytes!("../../../vendor/noto-sans-sc/NotoSansSC-Regular.ttf"),
    },
];

static REGULAR: &[u8] = include_bytes!("../../../vendor/biz-udpgothic/BIZUDPGothic-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../vendor/biz-udpgothic/BIZUDPGothic-Bold.ttf");

/// The usual font first; it alone decides what an ordinary text can show.
pub(crate) static ALL: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files = [REGULAR, BOLD].into_iter().chain(OTHERS.iter().map(|font| font.bytes));
    files.filter_map(|file| Font::new(Bytes::new(file), 0)).collect()
});

/// The family for a language (BCP 47).
pub(crate) fn family_for(language: &str) -> &'static str {
    match language {
        "zh-Hans" => "Noto Sans SC",
        "ne" => "Noto Sans Devanagari",
        _ => "Noto Sans",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_bears_the_name_under_which_it_is_asked_for() {
        let families: Vec<&str> = ALL.iter().map(|font| font.info().family.as_str()).collect();
        assert_eq!(families.len(), 2 + OTHERS.len());
        for font in &OTHERS {
            assert!(families.contains(&font.family), "{} is not among {families:?}", font.family);
        }
    }
}
