//! Typing in what came on paper, by FAX or by telephone: kept as it goes, then handed in under the answerer's name.

use axum::extract::Path;
use jiff::civil::Date;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::inquiry::{LONGEST_NAME, Receipt, Way};

use super::replies::{self, Leads};
use super::{Asked, explain};
use crate::actions::in_tx;
use crate::actions::inquiries::answers::{self, Wish};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, refusal};
use crate::web::vendors::may_manage;

pub const ANSWERER: Field = Field::new("answerer", "inquiry-answerer").hint("inquiry-answerer-hint");
pub const ANSWERED_ON: Field = Field::new("answered_on", "inquiry-answered-on").hint("day-hint");
const WAY: Field = Field::new("way", "inquiry-way");
/// The button that freezes the answers.
pub const FINISH: &str = "finish";

pub async fn page(person: Person, Path(id): Path<String>) -> Reply {
    let permit = may_manage(&person)?;
    let asked = Asked::load(&person, &id).await?;
    if !asked.inquiry.is_waiting() {
        return reply::see(&asked.address());
    }
    let mut pairs = replies::fields_of(&asked.inquiry);
    let today = calendar::day_of(person.app().clock.now());
    pairs.push((ANSWERED_ON.name.to_owned(), today.to_string()));
    pairs.push((WAY.name.to_owned(), Way::Paper.code().to_owned()));
    let form = Form { text: permit.text, fields: &Fields::new(pairs), problems: &Problems::default() };
    reply::page(view(&permit, &asked, form))
}

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_manage(&person)?;
    let asked = Asked::load(&person, &id).await?;
    let mut problems = Problems::default();
    let replies = replies::read(&fields, &asked.inquiry, &mut problems);
    let receipt = receipt(&fields, &mut problems);
    if let Some(receipt) = &receipt {
        replies::note_lacks(&replies, receipt.on, &mut problems);
    }
    if problems.is_empty() {
        let seen = fields.get("seen").parse().unwrap_or(-1);
        let wish = Wish { replies, seen, receipt, upload: None };
        let (doing, id) = (permit.doing(), asked.inquiry.id.clone());
        let answered = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { answers::answer(tx, &doing, &id, wish).await })
        });
        match answered.await.map_err(refusal) {
            Ok(()) => return reply::see(&asked.address()),
            Err(Ok(refused)) => explain(refused, ANSWERED_ON, &mut problems),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &asked, form))
}

/// Who answered, where the answers are handed in; `None` where they are only kept.
fn receipt(fields: &Fields, problems: &mut Problems) -> Option<Receipt> {
    if fields.get(FINISH) != "yes" {
        return None;
    }
    let way = Way::from_code(&fields.get(WAY.name)).filter(|way| *way != Way::Link).unwrap_or(Way::Paper);
    signed(fields, problems).map(|(by, on)| Receipt { on, by, way })
}

/// The answerer's name and day.
pub fn signed(fields: &Fields, problems: &mut Problems) -> Option<(String, Date)> {
    let by = fields.one_line(ANSWERER, LONGEST_NAME, problems);
    let on = fields.day(ANSWERED_ON, problems)?;
    Some((by, on))
}

fn view(permit: &Permit<'_>, asked: &Asked, form: Form<'_>) -> Markup {
    let text = permit.text;
    let title = format!("{}：{}", text.text("inquiry-enter-paper"), asked.name());
    let items = replies::asked(asked.catalog, &asked.inquiry);
    let way = |way: Way| (way.code().to_owned(), text.of("inquiry-way", way.code()));
    page::page(
        permit,
        &title,
        &html! {
            h1 { (title) }
            p { (text.text("inquiry-enter-hint")) }
            p { (text.text("inquiry-enter-no-reason")) }
            (replies::summary(form, &items, Leads::ToFields))
            form method="post" action={ (asked.address()) "/answers" } {
                (form::token(permit))
                input type="hidden" name="seen" value=(form.fields.get("seen"));
                (replies::inputs(form, &items))
                p.bottom-bar { button type="submit" name=(FINISH) value="no" { (text.text("inquiry-keep")) } }
                (form.line(ANSWERER, "text", "off"))
                (form.line(ANSWERED_ON, "text", "off"))
                (form.radios(WAY, &[way(Way::Paper), way(Way::File)]))
                p.hint { (text.text("inquiry-frozen-hint")) }
                button.primary type="submit" name=(FINISH) value="yes" { (text.text("inquiry-hand-in")) }
                " " a.button.quiet href=(asked.address()) { (text.text("form-cancel")) }
            }
        },
    )
}
