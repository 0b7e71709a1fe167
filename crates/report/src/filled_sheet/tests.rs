use super::*;
use crate::testcatalog::catalog;
use crate::{pdf, sample};
use tenken_domain::facts::Edition;

#[test]
fn dump() {
    let catalog = catalog();
    let issuer = sample::issuer();
    let real = sample::real_issuer();
    let occ = sample::occupations();
    for (name, list) in [("executive", 0), ("administrator", 1), ("staff", 3)] {
        let list = &catalog.checklists[list];
        let sheet = sample::sheet(list);
        let blank = SheetFacts::blank(list.id.clone());
        let annex = catalog.annex_of(&list.id).map(sample::sheet);
        let mut f = FilledSheet { issuer: &issuer, catalog: &catalog, round: sample::ROUND, sheet: &sheet, annex: annex.as_ref(), staff: None };
        let t = std::time::Instant::now();
        std::fs::write(format!("/tmp/pdfout/{name}.pdf"), super::pdf(&f).unwrap()).unwrap();
        println!("{name} {:?}", t.elapsed());
        f.sheet = &blank; f.issuer = &real;
        f.staff = (name == "staff").then_some(StaffForm { occupations: &occ, naming: Naming::Anonymous });
        std::fs::write(format!("/tmp/pdfout/{name}-blank.pdf"), super::pdf(&f).unwrap()).unwrap();
    }
}
