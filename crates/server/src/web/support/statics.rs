//! Style, script and icon, compiled in. Their address changes with their content, so browsers may keep them. Fonts for
//! other languages never change; the style names them, and a browser fetches one only where the device has none.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use tenken_report::fonts::OTHERS;

use crate::secrets::token;

/// Name, media type, content.
static FILES: [(&str, &str, &[u8]); 10] = [
    (
        "tokens.css",
        "text/css; charset=utf-8",
        include_bytes!("../../../../../vendor/design-tokens/tokens.css"),
    ),
    ("tenken.css", "text/css; charset=utf-8", include_bytes!("../../../static/tenken.css")),
    ("tenken.js", "text/javascript; charset=utf-8", include_bytes!("../../../static/tenken.js")),
    ("session.js", "text/javascript; charset=utf-8", include_bytes!("../../../static/session.js")),
    ("sheet.js", "text/javascript; charset=utf-8", include_bytes!("../../../static/sheet.js")),
    ("staff.js", "text/javascript; charset=utf-8", include_bytes!("../../../static/staff.js")),
    ("paper.js", "text/javascript; charset=utf-8", include_bytes!("../../../static/paper.js")),
    ("read-aloud.js", "text/javascript; charset=utf-8", include_bytes!("../../../static/read-aloud.js")),
    ("screen.js", "text/javascript; charset=utf-8", include_bytes!("../../../static/screen.js")),
    ("icon.svg", "image/svg+xml", include_bytes!("../../../static/icon.svg")),
];

static ADDRESSES: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
    let address = |(name, _, bytes): &(&'static str, &str, &[u8])| {
        let hash = token::stored_hash(&String::from_utf8_lossy(bytes));
        (*name, format!("/static/{name}?v={}", hash.get(..12).unwrap_or_default()))
    };
    FILES.iter().map(address).collect()
});

/// The address of a file, as pages link it.
pub fn address(name: &str) -> &'static str {
    ADDRESSES.iter().find(|(known, _)| *known == name).map_or("", |(_, address)| address.as_str())
}

/// Serves a file.
pub async fn serve(Path(name): Path<String>) -> Response {
    let file = FILES.iter().find(|(known, _, _)| *known == name).map(|(_, media, bytes)| (*media, *bytes));
    let font = || OTHERS.iter().find(|font| font.file == name).map(|font| ("font/ttf", font.bytes));
    match file.or_else(font) {
        Some((media, bytes)) => ([(header::CONTENT_TYPE, media)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A rule that is not closed swallows all that follow it, and browsers say nothing.
    #[test]
    fn every_rule_of_a_style_sheet_is_closed_before_the_next_begins() {
        let sheets = FILES.iter().filter(|(_, media, _)| media.starts_with("text/css"));
        for (name, _, bytes) in sheets {
            let mut open: Vec<&str> = Vec::new();
            for line in std::str::from_utf8(bytes).unwrap().lines() {
                let is_outermost = !line.is_empty() && !line.starts_with([' ', '}']);
                assert!(open.is_empty() || !is_outermost, "{name}: `{}` is open at `{line}`", open.join(" "));
                for brace in line.chars().filter(|letter| ['{', '}'].contains(letter)) {
                    if brace == '{' {
                        open.push(line)
                    } else {
                        assert!(open.pop().is_some(), "{name}: {line}")
                    }
                }
            }
            assert!(open.is_empty(), "{name}: {open:?}");
        }
    }
}
