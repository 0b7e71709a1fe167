//! What `tenken check` says of a file that cannot be read at all.

use crate::grid::Reason;

/// One sentence for the person who sent the file.
pub const fn sentence(reason: Reason) -> &'static str {
    match reason {
        Reason::Empty => "ファイルが空です。",
        Reason::TooLarge => "ファイルが大きすぎます（10 MBまで）。チェックリスト以外の部分を除いてください。",
        Reason::TooMuch => "行またはセルが多すぎます。チェックリスト以外の部分を除いてください。",
        Reason::UnpacksTooLarge => "ファイルの中身が大きすぎます。チェックリスト以外の部分を除いてください。",
        Reason::NotText => {
            "文字のファイルではありません。CSVまたはExcel（.xlsx）のファイルを指定してください。"
        }
        Reason::OpenQuote => {
            "「\"」で始まるセルが閉じられていません。以降の行が1つのセルとして読まれてしまいます。"
        }
        Reason::UnknownEncoding => {
            "文字コードが分かりません。UTF-8またはCP932（シフトJIS）で保存してください。"
        }
        Reason::Pdf => "PDFは読み込めません。CSVまたはExcel（.xlsx）のファイルを指定してください。",
        Reason::Macros => {
            "マクロを含むファイルは読み込めません。マクロなしのExcelブック（.xlsx）で保存してください。"
        }
        Reason::BinaryWorkbook => {
            "Excelバイナリブック（.xlsb）は読み込めません。Excelブック（.xlsx）で保存してください。"
        }
        Reason::Links => {
            "ほかのファイルへのリンクや埋め込みを含むブックは読み込めません。リンクと埋め込みを除いて保存してください。"
        }
        Reason::OpenDocument => {
            "OpenDocument形式（.ods）は読み込めません。Excelブック（.xlsx）で保存してください。"
        }
        Reason::OldWorkbook => {
            "古いExcel形式（.xls）は読み込めません。Excelブック（.xlsx）で保存してください。"
        }
        Reason::Password => {
            "パスワードで保護されたファイルは読み込めません。パスワードを解除して保存してください。"
        }
        Reason::NotAWorkbook => "Excelブック（.xlsx）ではありません。",
        Reason::Damaged => {
            "Excelブック（.xlsx）として読み取れません。ファイルが壊れている可能性があります。Excelで開いて保存し直してください。"
        }
    }
}
