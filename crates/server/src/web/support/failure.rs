//! The pages of failures, in the reader's language. A form that disk or database failed under is kept: its page holds
//! what was typed and sends it again.

use axum::Extension;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::page;
use super::person::{Visitor, cookie, cookie_name};
use super::reply::{LoggedOff, WebError};
use crate::app::App;
use crate::web::logins::session_cookie::{self, OVER};

/// Larger forms than any of ours are refused. Bytes; a form with files has a limit of its own.
pub(super) const LARGEST_FORM: usize = 512 * 1024;
/// Longer texts can be read, mended and copied on the page; shorter ones wait out of sight. Characters.
const LONGEST_OUT_OF_SIGHT: usize = 20;

/// The sentence for somebody who came under a name that is not ours; the page names the right one.
pub const OTHER_HOST: &str = "failure-other-host";

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

impl Failed {
    const fn only(sentence: &'static str) -> Self {
        Self { sentence, may_be_sent_again: false, bug: None }
    }

    /// An answer whose page says only this sentence.
    pub fn answer(status: StatusCode, sentence: &'static str) -> Response {
        (status, Extension(Self::only(sentence))).into_response()
    }
}

impl Sent {
    fn fields(&self) -> Vec<(String, String)> {
        serde_urlencoded::from_bytes(&self.body).unwrap_or_default()
    }
}

/// Keeps a copy of a form until it is answered, and puts the page into an answer that says [`Failed`].
pub async fn show(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let visitor = Visitor::new(&parts, &app);
    let has_session = cookie(&parts, cookie_name(&app)).is_some_and(|value| value != OVER);
    // Files are read where the form is, once it is known who sends them; they are not kept for sending again.
    let (sent, body) = if is_multipart(&parts) {
        (None, body)
    } else {
        let Ok(body) = to_bytes(body, LARGEST_FORM).await else {
            return with_page(&visitor, None, WebError::BadForm.into_response());
        };
        let address = parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned();
        let sent = (parts.method == Method::POST).then(|| Sent { address, body: body.clone() });
        (sent, Body::from(body))
    };
    let answer = next.run(Request::from_parts(parts, body)).await;
    let was_over = has_session && answer.extensions().get::<LoggedOff>().is_some();
    let mut answer = with_page(&visitor, sent, answer);
    if was_over && let Err(error) = session_cookie::forget(&app, &mut answer) {
        return with_page(&visitor, None, error.into_response());
    }
    answer
}

/// Whether a request is a form with files.
pub(super) fn is_multipart(parts: &Parts) -> bool {
    let media = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media.is_some_and(|media| media.trim_start().to_ascii_lowercase().starts_with("multipart/form-data"))
}

/// Puts the page into an answer that says [`Failed`]; any other answer stays as it is.
pub fn with_page(visitor: &Visitor, sent: Option<Sent>, mut answer: Response) -> Response {
    if is_bare(&answer) {
        answer.extensions_mut().insert(Failed::only("failure-bad-form"));
    }
    let Some(failed) = answer.extensions().get::<Failed>() else {
        return answer;
    };
    let page = match &sent {
        Some(sent) if failed.may_be_sent_again => kept(visitor, sent),
        Some(_) | None => plain(visitor, failed, sent.as_ref()),
    };
    let (mut parts, _) = answer.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page.into_string()))
}

/// An address that could not be read at all is answered by the framework, in a line of plain English.
fn is_bare(answer: &Response) -> bool {
    let media = answer.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    answer.status() == StatusCode::BAD_REQUEST && media.is_some_and(|media| media.starts_with("text/plain"))
}

/// What was typed is shown below the sentence, to be copied into the form where it belongs now.
fn plain(visitor: &Visitor, failed: &Failed, sent: Option<&Sent>) -> Markup {
    let sentence = visitor.text.text(failed.sentence);
    let reference = failed.bug.as_ref().map(|bug| {
        let reference = visitor.app.random.spoken_code(8);
        tracing::error!(%bug, %reference, "bug");
        reference
    });
    // Under a wrong name nothing else of ours opens either.
    let origin = &visitor.app.settings.origin;
    let home = if failed.sentence == OTHER_HOST { origin.as_str() } else { "/" };
    let main = html! {
        h1 { (sentence) }
        @if failed.sentence == OTHER_HOST { p { (origin) } }
        @if let Some(reference) = reference { p { (visitor.text.text("failure-reference")) "：" (reference) } }
        @for typed in sent.iter().flat_map(|sent| sent.fields()).filter(|(name, text)| is_typed(name, text)) {
            p.hint { (visitor.text.text("resend-typed")) }
            p.typed { (typed.1) }
        }
        p { a href=(home) { (visitor.text.text("failure-home")) } }
    };
    page::public(visitor, &sentence, &main)
}

/// Keys that make a sending count once go with it: should it have been saved after all, the second changes nothing.
fn kept(visitor: &Visitor, sent: &Sent) -> Markup {
    let text = visitor.text;
    let title = text.text("resend-title");
    let main = html! {
        h1 { (title) }
        div.problems role="alert" { p { (text.text("resend-explained")) } }
        form method="post" action=(sent.address) {
            @for (name, value) in &sent.fields() { (field(visitor, name, value)) }
            button.primary type="submit" { (text.text("resend-submit")) }
        }
    };
    page::public(visitor, &title, &main)
}

/// Whether somebody wrote this, and it is no secret: keys, ids and marks of ours have neither blanks nor Japanese.
fn is_typed(name: &str, value: &str) -> bool {
    !is_secret(name) && !value.trim().is_empty() && !value.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_secret(name: &str) -> bool {
    ["password", "passphrase"].iter().any(|secret| name.contains(secret))
}

/// Passwords are never written into a page: they are typed again.
fn field(visitor: &Visitor, name: &str, value: &str) -> Markup {
    let text = visitor.text;
    let is_long = value.contains('\n') || value.chars().count() > LONGEST_OUT_OF_SIGHT;
    html! {
        @if is_secret(name) {
            div.field {
                label for=(name) { (text.of("resend", if name.ends_with("_again") { "secret-again" } else { "secret" })) }
                input id=(name) name=(name) type="password" autocomplete="off";
            }
        } @else if is_long && is_typed(name, value) {
            div.field {
                label for=(name) { (text.text("resend-typed")) }
                textarea id=(name) name=(name) rows="3" { (value) }
            }
        } @else {
            input type="hidden" name=(name) value=(value);
        }
    }
}
