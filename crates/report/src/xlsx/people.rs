//! An empty table of people with its headings, in which numbers stay as they are typed.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use super::XlsxError;

/// One column a heading. All cells are text: a number would lose its leading zeros, a day of a Japanese era its era.
pub fn people(headings: &[String]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The day it was made is a constant, as in every other workbook.
    let made = ExcelDateTime::from_ymd(2023, 3, 31)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    let text = Format::new().set_num_format("@");
    let head = Format::new().set_bold().set_background_color("#E8F1FE");
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.set_column_width(column, 18)?;
        sheet.set_column_format(column, &text)?;
        sheet.write_string_with_format(0, column, heading, &head)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(workbook.save_to_buffer()?)
}
