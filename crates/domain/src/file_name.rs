//! Names of files as strangers send them: for showing and for saving under, never for opening.

use crate::invisible::is_invisible;

/// Where a name is cut. Characters.
pub const LONGEST: usize = 120;
/// An ending longer than this is part of the name. Characters, with its dot.
const LONGEST_ENDING: usize = 12;

/// The last part of a path as any system writes it, without control characters and what nobody sees; a long one keeps
/// its ending. Empty where nothing is left.
pub fn plain(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect();
    let name = kept.trim().trim_end_matches('.');
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let ending = name.rfind('.').map_or("", |dot| &name[dot..]);
    let ending = if ending.chars().count() <= LONGEST_ENDING { ending } else { "" };
    let stem = name.chars().take(LONGEST - ending.chars().count());
    stem.chain(ending.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_folders_and_whatever_nobody_sees() {
        for (sent, name) in [
            ("設定書 第2版.pdf", "設定書 第2版.pdf"),
            ("髙﨑.xlsx", "髙﨑.xlsx"),
            ("C:\\Users\\hanako\\設定.pdf", "設定.pdf"),
            ("../../etc/passwd", "passwd"),
            ("..", ""),
            ("", ""),
            (" . ", ""),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
            ("報告\u{202e}fdp.exe", "報告fdp.exe"),
            ("<script>.html", "<script>.html"),
        ] {
            assert_eq!(plain(sent), name, "{sent:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let long = plain(&format!("{}.pdf", "あ".repeat(300)));
        assert!(long.chars().count() == LONGEST && long.ends_with("あ.pdf"), "{long}");
        assert_eq!(plain(&format!("a.{}", "b".repeat(300))).chars().count(), LONGEST);
    }
}
