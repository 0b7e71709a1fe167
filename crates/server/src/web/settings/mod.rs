//! 設定: where everything that only some people change is found.

pub mod show;

use maud::{Markup, html};
use serde::Deserialize;

use crate::web::support::text::Text;

/// What the address says about the way here.
#[derive(Deserialize)]
pub struct Asked {
    /// The first run leads from page to page.
    pub first: Option<String>,
    /// A form was just saved.
    pub saved: Option<String>,
}

impl Asked {
    /// The sentence that what was sent is saved.
    pub fn saved(&self, text: Text) -> Markup {
        html! { @if self.saved.is_some() { p.done role="status" { (text.text("settings-saved")) } } }
    }
}
