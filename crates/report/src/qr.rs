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
        let dark = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
        let path = dark.map(|(nth, _)| format!("M{} {}h1v1h-1z", nth % width + 4, nth / width + 4)).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_keeps_its_quiet_zone_and_a_text_too_long_has_none() {
        let code = Qr::new("https://tenken.example/a/0123456789").unwrap();
        assert!(code.path.starts_with("M4 4h1v1h-1z") && code.side >= 21 + 8);
        assert!(code.svg().contains(&format!("viewBox=\"0 0 {0} {0}\"", code.side)));
        assert_eq!(Qr::new(&"x".repeat(3_000)), None);
    }
}
