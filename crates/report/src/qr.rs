//! QR codes as a path to be drawn: on posters, and on the page that hands a secret to an authenticator app.

use qrcode::{Color, EcLevel, QrCode};

/// A QR code with the quiet zone of four modules around it. A tenth of it may be dirty or torn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules from edge to edge, quiet zone included; also the side of the path's own square.
    pub side: usize,
    /// The dark modules, in the words of SVG's `d`.
    pub path: String,
}

impl Qr {
    /// The code of a text; `None` where it is too long for one.
    pub fn new(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::Q).ok()?;
        let width = code.width();
        let colors = code.to_colors();
        let path = (4..).zip(colors.chunks(width)).map(|(top, row)| bars(top, row)).collect();
        Some(Self { side: width + 8, path })
    }

    /// The code as an image of its own.
    pub fn svg(&self) -> String {
        let Self { side, path } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <path d=\"M0 0h{side}v{side}h-{side}z\" fill=\"#ffffff\"/><path d=\"{path}\" fill=\"#000000\"/></svg>"
        )
    }
}

/// A row of modules: one bar for dark ones that stand together, which keeps many codes small.
fn bars(top: usize, row: &[Color]) -> String {
    let mut left = 4;
    let runs = row.chunk_by(|one, next| one == next).map(|run| {
        let (from, length) = (left, run.len());
        left += length;
        match run[0] {
            Color::Dark => format!("M{from} {top}h{length}v1h-{length}z"),
            Color::Light => String::new(),
        }
    });
    runs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_keeps_its_quiet_zone_and_a_text_too_long_has_none() {
        let code = Qr::new("https://tenken.example/a/0123456789").unwrap();
        assert!(code.path.starts_with("M4 4h7v1h-7z") && code.side >= 21 + 8);
        assert!(code.svg().contains(&format!("viewBox=\"0 0 {0} {0}\"", code.side)));
        assert_eq!(Qr::new(&"x".repeat(3_000)), None);
    }
}
