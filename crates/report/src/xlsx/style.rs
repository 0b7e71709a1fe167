//! How cells look. Nothing is said by colour alone: it must survive a black-and-white printer.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// A UD typeface that Windows brings along; other systems put theirs in its place.
const FONT: &str = "BIZ UDPゴシック";

fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10.5).set_align(FormatAlign::VerticalCenter)
}

fn boxed() -> Format {
    plain().set_border(FormatBorder::Thin)
}

pub fn title() -> Format {
    plain().set_font_size(15).set_bold().set_text_wrap()
}

/// 「サンプル」, and headings of a part.
pub fn section() -> Format {
    plain().set_font_size(12).set_bold().set_text_wrap()
}

pub fn text() -> Format {
    plain().set_text_wrap()
}

/// Source lines and footnotes.
pub fn note() -> Format {
    plain().set_font_size(9).set_text_wrap()
}

pub fn label() -> Format {
    boxed().set_bold().set_background_color(SHADE).set_align(FormatAlign::Center)
}

/// 記入者 and 日付: may be written in while the rest is protected.
pub fn signature() -> Format {
    boxed().set_unlocked().set_num_format("yyyy/mm/dd").set_align(FormatAlign::Left)
}

pub fn heading() -> Format {
    label().set_text_wrap()
}

pub fn centred() -> Format {
    boxed().set_align(FormatAlign::Center)
}

pub fn item_text() -> Format {
    boxed().set_text_wrap().set_align(FormatAlign::Left).set_indent(1)
}

/// The チェック欄: may be written in while the rest is protected.
pub fn answer() -> Format {
    centred().set_font_size(13).set_unlocked().set_shrink()
}

pub fn rate() -> Format {
    centred().set_num_format("0.0%")
}

/// Yen or days with their thousands apart.
pub fn amount() -> Format {
    boxed().set_num_format("#,##0").set_align(FormatAlign::Right)
}

/// A `k/n` in a column wider than it needs, the rest of which the chart covers; hence no frame.
pub fn fraction() -> Format {
    plain().set_align(FormatAlign::Left).set_indent(1)
}

pub fn fraction_heading() -> Format {
    fraction().set_bold()
}

pub fn wrapped_centre() -> Format {
    centred().set_text_wrap()
}

/// A light grey that a printer may leave out.
const SHADE: Color = Color::RGB(0x00EE_F0F3);
