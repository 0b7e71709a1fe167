//! Facts in, bytes out: the PDF, Excel, CSV and SVG that Tenken makes.
//! What deliberately does not live here: the database, the clock, the network, and who may see which report.

pub mod advice;
mod cell;
pub mod chart;
pub mod check_result;
pub mod csv;
pub mod filled_sheet;
pub mod fonts;
mod frame;
pub mod full_report;
mod glyphs;
pub mod group_sheet;
pub mod handbook;
pub mod inquiry;
pub mod leaflet;
pub mod meeting;
pub mod missing_list;
mod pdf;
pub mod plan;
pub mod poster;
pub mod qr;
pub mod recovery_codes;
mod registry;
pub mod result_summary;
mod result_table;
pub mod sample;
pub mod slips;
pub mod training;
pub mod wall_poster;
pub mod xlsx;

pub use pdf::PdfError;
pub use registry::{Format, Made, Make, Makers, REPORTS, Report, ReportError, maker};
