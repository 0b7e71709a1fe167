//! Typesets one document as tagged PDF (PDF/UA-1, checked by the library itself): a template of ours plus facts.
//! Facts reach a template only as `data.json`, so that nobody's text can become template code.

use std::path::PathBuf;
use std::sync::LazyLock;

use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::fonts;
use crate::frame::Frame;
use crate::glyphs;

/// A document before it is typeset.
pub(crate) struct Document<Body> {
    /// The source of the template; it begins with `#import "frame.typ": *`.
    pub template: &'static str,
    pub frame: Frame,
    pub body: Body,
}

/// Why no PDF came out: a mistake of ours in a template, or something that PDF/UA forbids.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("the facts could not be written down for the template: {0}")]
    Facts(#[from] serde_json::Error),
    #[error("the document could not be typeset: {0}")]
    Typesetting(String),
    #[error("the typeset document could not be written as PDF/UA-1: {0}")]
    Export(String),
}

/// The finished file. What the typesetter remembered of these facts is forgotten before this returns.
pub(crate) fn render<Body: Serialize>(document: &Document<Body>) -> Result<Vec<u8>, PdfError> {
    let pages = typeset(document);
    let file = pages.and_then(|pages| export(&pages));
    comemo::evict(0);
    file
}

/// The laid out pages, before they become a file.
pub(crate) fn typeset<Body: Serialize>(document: &Document<Body>) -> Result<PagedDocument, PdfError> {
    let mut data = serde_json::json!({ "frame": document.frame, "body": document.body });
    let missing = glyphs::replace_missing(&mut data, &fonts::ALL);
    data["missing"] = serde_json::json!(missing);
    let paper = Paper::new(document.template, serde_json::to_vec(&data)?);
    let compiled = typst::compile::<PagedDocument>(&paper);
    compiled.output.map_err(|problems| PdfError::Typesetting(sentences(&problems)))
}

fn export(pages: &PagedDocument) -> Result<Vec<u8>, PdfError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|problem| PdfError::Export(problem.message().to_string()))?;
    let options =
        PdfOptions { standards, creator: Smart::Custom(Some("Tenken".into())), ..PdfOptions::default() };
    typst_pdf::pdf(pages, &options).map_err(|problems| PdfError::Export(sentences(&problems)))
}

fn sentences(problems: &[SourceDiagnostic]) -> String {
    problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join("; ")
}

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(fonts::ALL.iter())));
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// All that a template can see: itself, the frame around it, and its facts. There are no other files, and no clock.
struct Paper {
    template: Source,
    frame: Source,
    data: (FileId, Bytes),
}

impl Paper {
    fn new(template: &str, data: Vec<u8>) -> Self {
        Self {
            template: Source::new(*TEMPLATE, template.to_owned()),
            frame: Source::new(*FRAME, include_str!("frame.typ").to_owned()),
            data: (*DATA, Bytes::new(data)),
        }
    }
}

static TEMPLATE: LazyLock<FileId> = LazyLock::new(|| file("document.typ"));
static FRAME: LazyLock<FileId> = LazyLock::new(|| file("frame.typ"));
static DATA: LazyLock<FileId> = LazyLock::new(|| file("data.json"));

fn file(name: &'static str) -> FileId {
    let path = VirtualPath::new(name).unwrap_or_else(|_| unreachable!("{name} is a plain file name"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let sources = [&self.template, &self.frame];
        let found = sources.into_iter().find(|source| source.id() == id);
        found.cloned().ok_or_else(|| FileError::NotFound(PathBuf::new()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let (data, bytes) = &self.data;
        if id == *data { Ok(bytes.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::ALL.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// All words of a page, for tests: no spaces, in the order in which they were set.
#[cfg(test)]
pub(crate) fn words(frame: &typst::layout::Frame) -> String {
    use typst::layout::FrameItem;
    let words = frame.items().map(|(_, item)| match item {
        FrameItem::Group(group) => words(&group.frame),
        FrameItem::Text(text) => text.text.split_whitespace().collect(),
        FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {
            String::new()
        }
    });
    words.collect()
}

/// The words of every page.
#[cfg(test)]
pub(crate) fn words_by_page(pages: &PagedDocument) -> Vec<String> {
    pages.pages().iter().map(|page| words(&page.frame)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenken_domain::facts::{Edition, Issuer};

    fn document(body: &'static str) -> Document<&'static str> {
        let issuer = Issuer { hospital: "港町病院".to_owned(), edition: Edition::Real };
        let template = "#import \"frame.typ\": *\n#show: framed\n#title()\n#body";
        Document { template, frame: Frame::new("題", &issuer), body }
    }

    #[test]
    fn a_template_sees_no_file_but_its_own() {
        let reads = Document { template: "#read(\"/etc/hostname\")", ..document("") };
        assert!(matches!(typeset(&reads), Err(PdfError::Typesetting(_))));
        let imports = Document { template: "#import \"@preview/cetz:0.3.0\"", ..document("") };
        assert!(matches!(typeset(&imports), Err(PdfError::Typesetting(_))));
    }

    #[test]
    fn the_same_facts_give_the_same_bytes() {
        assert_eq!(render(&document("本文")).unwrap(), render(&document("本文")).unwrap());
    }

    #[test]
    fn a_name_the_font_cannot_draw_does_not_stop_the_document() {
        let pages = typeset(&document("𠮷田　葛\u{E0100}城　\u{E000}")).unwrap();
        let words = words_by_page(&pages).concat();
        assert!(words.contains("〓田") && words.contains("葛城") && words.contains("U+20BB7"), "{words}");
        assert!(render(&document("𠮷田　葛\u{E0100}城　\u{E000}\u{7}")).is_ok());
    }
}
