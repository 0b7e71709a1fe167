//! Writes every report of the sample hospital into a folder, to be looked at: `cargo run --example samples -- FOLDER`.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use tenken_domain::facts::SheetFacts;
use tenken_domain::guidance;
use tenken_domain::round::Naming;
use tenken_report::advice::Advice;
use tenken_report::filled_sheet::{self, FilledSheet, StaffForm};
use tenken_report::group_sheet::{self, Addressee, GroupSheets};
use tenken_report::training::{self, AttendanceList};
use tenken_report::wall_poster::{self, WallPoster};
use tenken_report::{missing_list, poster, recovery_codes, result_summary, sample};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("the folder to write into is missing")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let catalog = sample::catalog();
    sheets(folder)?;
    told(folder)?;
    fs::write(folder.join("result-summary.pdf"), result_summary::pdf(&sample::round(catalog, 24))?)?;
    let issuer = sample::issuer();
    fs::write(folder.join("posters.pdf"), poster::pdf(&sample::posters(&issuer, &sample::links(2)))?)?;
    let gaps = sample::gaps(2);
    fs::write(folder.join("missing-lists.pdf"), missing_list::pdf(&sample::missing_lists(&issuer, &gaps))?)?;
    let codes = sample::codes();
    fs::write(
        folder.join("recovery-codes.pdf"),
        recovery_codes::pdf(&sample::recovery_codes(&issuer, &codes))?,
    )?;
    trainings(folder)
}

/// The papers of a training of five items, and the record of a year.
fn trainings(folder: &Path) -> Result<(), Box<dyn Error>> {
    let facts = sample::round(sample::catalog(), 8);
    let list = facts.staff.as_ref().and_then(|staff| facts.catalog.checklist(&staff.list));
    let training = sample::training(list.ok_or("no staff list")?, 5);
    let papers = sample::training_papers(&facts, &training).ok_or("no papers")?;
    fs::write(folder.join("training-handout.pdf"), training::handout(&papers)?)?;
    fs::write(folder.join("training-slides.pdf"), training::slides(&papers)?)?;
    let list = AttendanceList { issuer: &facts.issuer, training: &training, rows: 40 };
    fs::write(folder.join("attendance-list.pdf"), training::attendance_list(&list)?)?;
    let record = sample::training_record(&facts.issuer);
    fs::write(folder.join("training-record.pdf"), training::record_pdf(&record)?)?;
    Ok(())
}

/// What heads and everybody are told of a round.
fn told(folder: &Path) -> Result<(), Box<dyn Error>> {
    let facts = sample::round(sample::catalog(), 24);
    let advice = Advice {
        book: guidance::builtin(&facts.catalog.id),
        contact: "情報システム室（内線 1234）",
    };
    fs::write(folder.join("wall-poster.pdf"), wall_poster::pdf(&WallPoster { facts: &facts, advice })?)?;
    let groups = facts.staff.iter().flat_map(|staff| &staff.departments);
    let to = |name: &str| format!("{name}の責任者");
    let addressees: Vec<_> =
        groups.map(|group| Addressee { group: group.key.clone(), to: to(&group.name) }).collect();
    let sheets = GroupSheets { facts: &facts, advice, addressees: &addressees };
    fs::write(folder.join("department-sheets.pdf"), group_sheet::pdf(&sheets)?)?;
    Ok(())
}

/// Every list, filled in by the sample hospital and blank for a real one.
fn sheets(folder: &Path) -> Result<(), Box<dyn Error>> {
    let (sample, real) = (sample::issuer(), sample::real_issuer());
    let (catalog, occupations) = (sample::catalog(), sample::occupations());
    for list in catalog.checklists.iter().filter(|list| list.annex_of.is_none()) {
        let annex = catalog.annex_of(&list.id);
        let (sheet, annex_sheet) = (sample::sheet(list), annex.map(sample::sheet));
        let filled = FilledSheet {
            issuer: &sample,
            catalog,
            round: sample::ROUND,
            sheet: &sheet,
            annex: annex_sheet.as_ref(),
            staff: None,
        };
        fs::write(folder.join(format!("{}.pdf", list.id)), filled_sheet::pdf(&filled)?)?;
        let (sheet, annex_sheet) =
            (SheetFacts::blank(list.id.clone()), annex.map(|annex| SheetFacts::blank(annex.id.clone())));
        let staff = StaffForm { occupations: &occupations, naming: Naming::Anonymous };
        let staff = (!list.has_viewpoints()).then_some(staff);
        let blank =
            FilledSheet { issuer: &real, sheet: &sheet, annex: annex_sheet.as_ref(), staff, ..filled };
        fs::write(folder.join(format!("{}-blank.pdf", list.id)), filled_sheet::pdf(&blank)?)?;
    }
    Ok(())
}
