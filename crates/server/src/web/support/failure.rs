//! The pages of failures, in the reader's language. A form that disk or database failed under is kept: its page holds
//! what was typed and sends it again.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::page;
use super::person::Visitor;
use super::reply::WebError;
use crate::app::App;

/// Larger forms than any of ours are refused. Bytes.
const LARGEST_FORM: usize = 512 * 1024;
/// Longer texts can be read, mended and copied on the page; shorter ones wait out of sight. Characters.
const LONGEST_OUT_OF_SIGHT: usize = 20;

/// On an answer that still lacks its page.
#[derive(Clone, Debug)]
pub struct Failed {
    /// The sentence's key in the locale files.
    pub sentence: &'static str,
    /// Nothing was saved because disk or database failed: the same form can be sent again as it is.
    pub may_be_sent_again: bool,
    /// What only the log may say: the page shows a reference number in its place.
    pub bug: Option<String>,
}

/// A form that was sent: where to, and what.
pub struct Sent {
    address: String,
    body: Bytes,
}

/// Keeps a copy of a form until it is answered, and puts the page into an answer that says [`Failed`].
pub async fn show(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let visitor = Visitor::new(&parts, &app);
    let Ok(body) = to_bytes(body, LARGEST_FORM).await else {
        return with_page(&visitor, None, WebError::BadForm.into_response());
    };
    let address = parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned();
    let sent = (parts.method == Method::POST).then(|| Sent { address, body: body.clone() });
    let answer = next.run(Request::from_parts(parts, Body::from(body))).await;
    with_page(&visitor, sent, answer)
}

/// Puts the page into an answer that says [`Failed`]; any other answer stays as it is.
pub fn with_page(visitor: &Visitor, sent: Option<Sent>, answer: Response) -> Response {
    let Some(failed) = answer.extensions().get::<Failed>() else {
        return answer;
    };
    let page = match sent.filter(|_| failed.may_be_sent_again) {
        Some(sent) => kept(visitor, &sent),
        None => plain(visitor, failed),
    };
    let (mut parts, _) = answer.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page.into_string()))
}

fn plain(visitor: &Visitor, failed: &Failed) -> Markup {
    let sentence = visitor.text.text(failed.sentence);
    let reference = failed.bug.as_ref().map(|bug| {
        let reference = visitor.app.random.spoken_code(8);
        tracing::error!(%bug, %reference, "bug");
        reference
    });
    let main = html! {
        h1 { (sentence) }
        @if let Some(reference) = reference { p { (visitor.text.text("failure-reference")) "：" (reference) } }
        p { a href="/" { (visitor.text.text("failure-home")) } }
    };
    page::public(visitor, &sentence, &main)
}

/// Keys that make a sending count once go with it: should it have been saved after all, the second changes nothing.
fn kept(visitor: &Visitor, sent: &Sent) -> Markup {
    let text = visitor.text;
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(&sent.body).unwrap_or_default();
    let title = text.text("resend-title");
    let main = html! {
        h1 { (title) }
        div.problems role="alert" { p { (text.text("resend-explained")) } }
        form method="post" action=(sent.address) {
            @for (name, value) in &fields { (field(visitor, name, value)) }
            button.primary type="submit" { (text.text("resend-submit")) }
        }
    };
    page::public(visitor, &title, &main)
}

/// Passwords are never written into a page: they are typed again.
fn field(visitor: &Visitor, name: &str, value: &str) -> Markup {
    let text = visitor.text;
    let is_secret = ["password", "passphrase"].iter().any(|secret| name.contains(secret));
    let is_long = value.contains('\n') || value.chars().count() > LONGEST_OUT_OF_SIGHT;
    let is_made_by_us = value.bytes().all(|byte| byte.is_ascii_graphic());
    html! {
        @if is_secret {
            div.field {
                label for=(name) { (text.of("resend", if name.ends_with("_again") { "secret-again" } else { "secret" })) }
                input id=(name) name=(name) type="password" autocomplete="off";
            }
        } @else if is_long && !is_made_by_us {
            div.field {
                label for=(name) { (text.text("resend-typed")) }
                textarea id=(name) name=(name) rows="3" { (value) }
            }
        } @else {
            input type="hidden" name=(name) value=(value);
        }
    }
}
