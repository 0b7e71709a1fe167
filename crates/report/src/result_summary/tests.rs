use super::*;
use crate::pdf::typeset;
use crate::sample;
use crate::testcatalog::catalog;

#[test]
fn dump() {
    let c = catalog();
    std::fs::write("/tmp/pdfout/summary.pdf", pdf(&sample::round(&c, 24)).unwrap()).unwrap();
}
