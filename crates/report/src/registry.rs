//! The table of all reports: what there is, what it is called, and which function makes it in which format.

use tenken_domain::facts::RoundFacts;

use crate::csv::{self, CsvError, Encoding};
use crate::filled_sheet::{self, FilledSheet, FilledSheetError};
use crate::full_report::{self, FullReport};
use crate::group_sheet::{self, GroupSheets};
use crate::handbook::{self, Handbook};
use crate::inquiry::{self, InquiryLetter};
use crate::leaflet::{self, Leaflet};
use crate::meeting::{self, BoardPaper, MeetingPapers, Minutes};
use crate::missing_list::{self, MissingLists};
use crate::pdf::PdfError;
use crate::plan::{self, BudgetRequest, ImprovementPlan};
use crate::poster::{self, PosterError, Posters};
use crate::recovery_codes::{self, RecoveryCodes};
use crate::result_summary;
use crate::slips::{self, CardError, Cards};
use crate::training::{self, AttendanceList, TrainingPapers, TrainingRecord};
use crate::wall_poster::{self, WallPoster};
use crate::xlsx::{self, XlsxError};

/// All reports; pages and commands follow from this table.
pub static REPORTS: &[Report] = &[
    Report {
        id: "filled-sheet",
        title: "記入票",
        make: Make::Sheet(&[
            (Format::Pdf, |facts| Ok(filled_sheet::pdf(facts)?)),
            (Format::Xlsx, |facts| Ok(xlsx::filled_sheet(facts)?)),
            (Format::CsvUtf8, |facts| Ok(csv::filled_sheet(facts, Encoding::Utf8)?)),
            (Format::CsvCp932, |facts| Ok(csv::filled_sheet(facts, Encoding::Cp932)?)),
        ]),
    },
    Report {
        id: "result-summary",
        title: "結果のまとめ",
        make: Make::Round(&[
            (Format::Pdf, |facts| Ok(result_summary::pdf(facts)?)),
            (Format::Xlsx, |facts| Ok(xlsx::result_summary(facts)?)),
        ]),
    },
    Report {
        id: "full-report",
        title: "全体報告書",
        make: Make::FullReport(&[
            (Format::Pdf, |facts| Ok(full_report::pdf(facts)?)),
            (Format::Xlsx, |facts| Ok(full_report::xlsx(facts)?)),
        ]),
    },
    Report {
        id: "staff-table",
        title: "職員の回答（部署別・職種別）",
        make: Make::Round(&[
            (Format::CsvUtf8, |facts| Ok(csv::staff_table(facts, Encoding::Utf8)?)),
            (Format::CsvCp932, |facts| Ok(csv::staff_table(facts, Encoding::Cp932)?)),
        ]),
    },
    Report {
        id: "department-sheets",
        title: "部署別結果シート",
        make: Make::GroupSheets(&[(Format::Pdf, |facts| Ok(group_sheet::pdf(facts)?))]),
    },
    Report {
        id: "occupation-sheets",
        title: "職種別結果シート",
        make: Make::GroupSheets(&[(Format::Pdf, |facts| Ok(group_sheet::pdf(facts)?))]),
    },
    Report {
        id: "wall-poster",
        title: "結果のお知らせ（掲示用）",
        make: Make::WallPoster(&[(Format::Pdf, |facts| Ok(wall_poster::pdf(facts)?))]),
    },
    Report {
        id: "posters",
        title: "回答のお願い（掲示用）",
        make: Make::Posters(&[(Format::Pdf, |facts| Ok(poster::pdf(facts)?))]),
    },
    Report {
        id: "slips",
        title: "回答カード",
        make: Make::Slips(&[(Format::Pdf, |facts| Ok(slips::pdf(facts)?))]),
    },
    Report {
        id: "missing-list",
        title: "未提出の方へのお願い",
        make: Make::MissingLists(&[(Format::Pdf, |facts| Ok(missing_list::pdf(facts)?))]),
    },
    Report {
        id: "recovery-codes",
        title: "回復コード",
        make: Make::RecoveryCodes(&[(Format::Pdf, |facts| Ok(recovery_codes::pdf(facts)?))]),
    },
    Report {
        id: "handbook",
        title: "自己点検の手引き",
        make: Make::Handbook(&[
            (Format::Pdf, |facts| Ok(handbook::pdf(facts)?)),
            (Format::Html, |facts| Ok(handbook::html(facts)?.into_bytes())),
        ]),
    },
    Report {
        id: "leaflet",
        title: "職員への説明（1枚）",
        make: Make::Leaflet(&[(Format::Pdf, |facts| Ok(leaflet::pdf(facts)?))]),
    },
    Report {
        id: "improvement-plan",
        title: "改善計画",
        make: Make::Plan(&[
            (Format::Pdf, |facts| Ok(plan::pdf(facts)?)),
            (Format::Xlsx, |facts| Ok(plan::xlsx(facts)?)),
        ]),
    },
    Report {
        id: "budget-request",
        title: "予算要求書",
        make: Make::BudgetRequest(&[
            (Format::Pdf, |facts| Ok(plan::budget_pdf(facts)?)),
            (Format::Xlsx, |facts| Ok(plan::budget_xlsx(facts)?)),
        ]),
    },
    Report {
        id: "board-paper",
        title: "経営会議資料（1枚）",
        make: Make::Board(&[(Format::Pdf, |facts| Ok(meeting::board_pdf(facts)?))]),
    },
    Report {
        id: "meeting-papers",
        title: "開催案内と資料",
        make: Make::MeetingPapers(&[(Format::Pdf, |facts| Ok(meeting::papers_pdf(facts)?))]),
    },
    Report {
        id: "minutes",
        title: "会議録",
        make: Make::Minutes(&[(Format::Pdf, |facts| Ok(meeting::minutes_pdf(facts)?))]),
    },
    Report {
        id: "inquiry",
        title: "確認依頼（お願い）",
        make: Make::Inquiry(&[
            (Format::Pdf, |facts| Ok(inquiry::pdf(facts)?)),
            (Format::Xlsx, |facts| Ok(inquiry::xlsx(facts)?)),
        ]),
    },
    Report {
        id: "training-handout",
        title: "研修資料（配布用）",
        make: Make::Training(&[(Format::Pdf, |facts| Ok(training::handout(facts)?))]),
    },
    Report {
        id: "training-slides",
        title: "研修スライド",
        make: Make::Training(&[(Format::Pdf, |facts| Ok(training::slides(facts)?))]),
    },
    Report {
        id: "attendance-list",
        title: "研修出席簿",
        make: Make::AttendanceList(&[(Format::Pdf, |facts| Ok(training::attendance_list(facts)?))]),
    },
    Report {
        id: "training-record",
        title: "研修実施記録",
        make: Make::TrainingRecord(&[
            (Format::Pdf, |facts| Ok(training::record_pdf(facts)?)),
            (Format::CsvUtf8, |facts| Ok(training::record_csv(facts, Encoding::Utf8)?)),
            (Format::CsvCp932, |facts| Ok(training::record_csv(facts, Encoding::Cp932)?)),
        ]),
    },
];

/// One report.
pub struct Report {
    /// As it stands in addresses and commands.
    pub id: &'static str,
    pub title: &'static str,
    pub make: Make,
}

/// From which facts a report is made, and how for each format.
pub enum Make {
    Sheet(Makers<fn(&FilledSheet<'_>) -> Made>),
    Round(Makers<fn(&RoundFacts<'_>) -> Made>),
    FullReport(Makers<fn(&FullReport<'_>) -> Made>),
    GroupSheets(Makers<fn(&GroupSheets<'_>) -> Made>),
    WallPoster(Makers<fn(&WallPoster<'_>) -> Made>),
    Posters(Makers<fn(&Posters<'_>) -> Made>),
    Slips(Makers<fn(&Cards<'_>) -> Made>),
    MissingLists(Makers<fn(&MissingLists<'_>) -> Made>),
    RecoveryCodes(Makers<fn(&RecoveryCodes<'_>) -> Made>),
    Handbook(Makers<fn(&Handbook<'_>) -> Made>),
    Leaflet(Makers<fn(&Leaflet<'_>) -> Made>),
    Plan(Makers<fn(&ImprovementPlan<'_>) -> Made>),
    BudgetRequest(Makers<fn(&BudgetRequest<'_>) -> Made>),
    Board(Makers<fn(&BoardPaper<'_>) -> Made>),
    MeetingPapers(Makers<fn(&MeetingPapers<'_>) -> Made>),
    Minutes(Makers<fn(&Minutes<'_>) -> Made>),
    Inquiry(Makers<fn(&InquiryLetter<'_>) -> Made>),
    Training(Makers<fn(&TrainingPapers<'_>) -> Made>),
    AttendanceList(Makers<fn(&AttendanceList<'_>) -> Made>),
    TrainingRecord(Makers<fn(&TrainingRecord<'_>) -> Made>),
}

/// The function for each format, in the order in which pages offer them.
pub type Makers<Function> = &'static [(Format, Function)];

/// The bytes of a finished file.
pub type Made = Result<Vec<u8>, ReportError>;

/// What a report can be had as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Pdf,
    Xlsx,
    CsvUtf8,
    CsvCp932,
    /// One file that needs no other.
    Html,
}

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error(transparent)]
    FilledSheet(#[from] FilledSheetError),
    #[error(transparent)]
    Poster(#[from] PosterError),
    #[error(transparent)]
    Slips(#[from] CardError),
    #[error(transparent)]
    Pdf(#[from] PdfError),
    #[error(transparent)]
    Xlsx(#[from] XlsxError),
    #[error(transparent)]
    Csv(#[from] CsvError),
    #[error(transparent)]
    Html(#[from] std::fmt::Error),
}

impl Report {
    /// The report with this id, or `None`.
    pub fn find(id: &str) -> Option<&'static Self> {
        REPORTS.iter().find(|report| report.id == id)
    }

    /// What this report can be had as, in the order in which pages offer it.
    pub fn formats(&self) -> Vec<Format> {
        match self.make {
            Make::Sheet(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::Round(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::FullReport(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::GroupSheets(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::WallPoster(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::Slips(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::Posters(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::MissingLists(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::RecoveryCodes(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::Handbook(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::Leaflet(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::Plan(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::BudgetRequest(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::Board(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::MeetingPapers(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::Minutes(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::Inquiry(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::Training(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::AttendanceList(makers) => makers.iter().map(|(format, _)| *format).collect(),
            Make::TrainingRecord(makers) => makers.iter().map(|(format, _)| *format).collect(),
        }
    }
}

/// The function of a format, or `None` where the report cannot be had in it.
pub fn maker<Function: Copy>(makers: Makers<Function>, wanted: Format) -> Option<Function> {
    makers.iter().find(|(format, _)| *format == wanted).map(|(_, make)| *make)
}

impl Format {
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Xlsx, Self::CsvUtf8, Self::CsvCp932, Self::Html];

    /// The word in addresses and locale keys, unlike any other format's.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::CsvUtf8 => "csv",
            Self::CsvCp932 => "cp932",
            Self::Html => "html",
        }
    }

    /// The format with this [`code`](Self::code), or `None` for any other word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::CsvUtf8 => "text/csv; charset=utf-8",
            Self::CsvCp932 => "text/csv; charset=Shift_JIS",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// The ending of the file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::CsvUtf8 | Self::CsvCp932 => "csv",
            Self::Html => "html",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn every_report_has_an_id_of_its_own_and_at_least_one_format() {
        for report in REPORTS {
            assert!(!report.formats().is_empty(), "{}", report.id);
            assert_eq!(REPORTS.iter().filter(|other| other.id == report.id).count(), 1, "{}", report.id);
        }
    }

    #[test]
    fn a_report_is_made_from_the_table() {
        for id in ["result-summary", "staff-table"] {
            let Make::Round(makers) = Report::find(id).unwrap().make else {
                panic!("{id} is made of a round")
            };
            for (format, make) in makers {
                assert!(make(&sample::round(sample::catalog(), 3)).is_ok(), "{id} {format:?}");
            }
        }
    }
}
