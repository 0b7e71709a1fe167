//! Cards as they are handed out: read from the printed page, as people do.

use std::process::Command;

use super::{OpenRound, Page, Somebody, marks};

/// One card that was cut out.
#[derive(Clone, Debug)]
pub struct PrintedCard {
    pub code: String,
    /// The path behind its QR.
    pub link: String,
}

impl OpenRound {
    /// The cards of a department by its place, as printed.
    pub fn cards(&mut self, door: usize) -> Vec<PrintedCard> {
        let address = format!("/rounds/{}/slips/cards.pdf?department={}", self.id, self.doors[door].0);
        let file = self.hanako.get(&address);
        assert_eq!(file.header("content-type"), "application/pdf", "{}", file.text);
        printed(&file.bytes)
    }

    /// Somebody shows a card by its link and gets the sheet.
    pub fn show(&self, who: &mut Somebody, card: &PrintedCard) -> Page {
        assert_eq!(who.get(&card.link).status, 200);
        who.post(&card.link, &[])
    }
}

/// The cards of a file, in order.
pub fn printed(pdf: &[u8]) -> Vec<PrintedCard> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cards.pdf");
    std::fs::write(&file, pdf).expect("written");
    let run = |program: &str, arguments: &[&str]| {
        let done = Command::new(program).args(arguments).arg(&file).arg("-").output().expect(program);
        String::from_utf8(done.stdout).expect("text")
    };
    let is_code = |word: &&str| word.len() == 9 && word.as_bytes()[4] == b'-' && word.is_ascii();
    let text = run("pdftotext", &["-raw"]);
    let codes = text.split_whitespace().filter(is_code).map(str::to_owned);
    let listed = Command::new("pdfinfo").arg("-url").arg(&file).output().expect("pdfinfo");
    let listed = String::from_utf8(listed.stdout).expect("text");
    let links = listed.split("/c/").skip(1).filter_map(|rest| rest.split_whitespace().next());
    let links: Vec<String> = links.map(|token| format!("/c/{token}")).collect();
    let cards: Vec<_> = codes.zip(links).map(|(code, link)| PrintedCard { code, link }).collect();
    assert!(!cards.is_empty(), "{text}");
    cards
}

/// Fills in the sheet that is shown, `y` ○, `n` ×, `a` この業務はない, `-` nothing, and presses a button of it: `as_is`
/// hands in with open items, `keep` keeps what was begun.
pub fn fill_in(who: &mut Somebody, sheet: &Page, letters: &str, button: &str) -> Page {
    let field = |name: &str| sheet.between(&format!("name=\"{name}\" value=\""), "\"");
    let key = field("key").unwrap_or_else(|| panic!("a key: {}", sheet.text));
    let marks = marks(letters);
    let mut fields: Vec<(&str, &str)> = marks.iter().map(|(name, mark)| (name.as_str(), *mark)).collect();
    let occupation = field("occupation").expect("an occupation");
    let slip = field("slip").expect("whose card it is");
    fields.extend([("key", key), ("occupation", occupation), ("slip", slip), (button, "1")]);
    who.post("/slip/sheet", &fields)
}
