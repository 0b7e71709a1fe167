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
    let missing = glyphs::replace_missing(&mut data, &FONTS[0].info().coverage);
    data["missing"] = serde_json::json!(missing);
    let paper = Paper::new(document.template, serde_json::to_vec(&data)?);
    let compiled = typst::compile::<PagedDocument>(&paper);
    compiled.output.map_err(|problems| PdfError::Typesetting(sentences(&problems)))
}

fn export(pages: &PagedDocument) -> Result<Vec<u8>, PdfError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|problem| PdfError::Export(problem.message().to_string()))?;
    let options = PdfOptions { standards, creator: Smart::Custom(Some("Tenken".into())), ..PdfOptions::default() };
    typst_pdf::pdf(pages, &options).map_err(|problems| PdfError::Export(sentences(&problems)))
}

fn sentences(problems: &[SourceDiagnostic]) -> String {
    problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join("; ")
}

static REGULAR: &[u8] = include_bytes!("../../../vendor/biz-udpgothic/BIZUDPGothic-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../vendor/biz-udpgothic/BIZUDPGothic-Bold.ttf");

static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| [REGULAR, BOLD].into_iter().filter_map(|file| Font::new(Bytes::new(file), 0)).collect());
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));
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
    fn library(&self) -> &LazyHash<Library> { &LIBRARY }

    fn book(&self) -> &LazyHash<FontBook> { &BOOK }

    fn main(&self) -> FileId { self.template.id() }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let sources = [&self.template, &self.frame];
        let found = sources.into_iter().find(|source| source.id() == id);
        found.cloned().ok_or_else(|| FileError::NotFound(PathBuf::new()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let (data, bytes) = &self.data;
        if id == *data { Ok(bytes.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> { FONTS.get(index).cloned() }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> { None }
}
