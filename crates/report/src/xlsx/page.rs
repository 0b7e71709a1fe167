//! A worksheet written from top to bottom, printed on A4 one page wide, page x/y below.

use rust_xlsxwriter::{Format, ProtectionOptions, Worksheet};
use tenken_domain::facts::{Edition, Issuer};

use super::{XlsxError, height};

/// A4.
const PAPER: u8 = 9;

/// Where the next line goes.
pub struct Page<'w> {
    pub sheet: &'w mut Worksheet,
    pub row: u32,
    /// First and last column that are printed, and their width in characters.
    columns: (u16, u16),
    width: f64,
    turn: Turn,
    /// How many pages it may be long; 0 for as many as it takes.
    most_pages: u16,
}

/// How the paper lies.
#[derive(Clone, Copy)]
pub enum Turn {
    Portrait,
    Landscape,
}

impl<'w> Page<'w> {
    /// Takes a worksheet whose printed part spans these columns.
    pub fn new(sheet: &'w mut Worksheet, columns: (u16, u16), width: f64) -> Self {
        Self { sheet, row: 0, columns, width, turn: Turn::Portrait, most_pages: 0 }
    }

    /// Printed smaller where one page would not hold it.
    pub fn on_one_page(self) -> Self {
        Self { most_pages: 1, ..self }
    }

    pub fn turned(self, turn: Turn) -> Self {
        Self { turn, ..self }
    }

    /// A line of text across the page, wrapped.
    pub fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        let (first, last) = self.columns;
        self.sheet.set_row_height(self.row, height::of(text, self.width))?;
        if first == last {
            self.sheet.write_string_with_format(self.row, first, text, format)?;
        } else {
            self.sheet.merge_range(self.row, first, self.row, last, text, format)?;
        }
        self.row += 1;
        Ok(())
    }

    pub fn lines<'t>(
        &mut self,
        texts: impl IntoIterator<Item = &'t String>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        texts.into_iter().try_for_each(|text| self.line(text, format))
    }

    pub fn skip(&mut self) {
        self.row += 1;
    }

    /// Settings of print and protection, once everything has been written.
    pub fn finish(self, issuer: &Issuer, title: &str) -> Result<(), XlsxError> {
        let sample = match issuer.edition {
            Edition::Real => "",
            Edition::Sample => "サンプル",
        };
        let sheet = self.sheet;
        sheet
            .set_paper_size(PAPER)
            .set_print_fit_to_pages(1, self.most_pages)
            .set_print_center_horizontally(true);
        match self.turn {
            Turn::Portrait => sheet.set_portrait(),
            Turn::Landscape => sheet.set_landscape(),
        };
        sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
        sheet.set_print_area(0, self.columns.0, self.row.saturating_sub(1), self.columns.1)?;
        sheet.set_header(format!("&L{}&R{sample}", escaped(&issuer.hospital)));
        sheet.set_footer(format!("&L{}&R&P / &N ページ", escaped(title)));
        Ok(())
    }
}

/// Protects everything but the cells to be filled in. There is no password: it guards against slips, not people.
pub fn protect(sheet: &mut Worksheet) {
    let allowed = ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::new()
    };
    sheet.protect_with_options(&allowed);
}

/// `&` begins a command in headers and footers; Excel allows 255 characters in all.
fn escaped(text: &str) -> String {
    text.chars().take(80).collect::<String>().replace('&', "&&")
}
