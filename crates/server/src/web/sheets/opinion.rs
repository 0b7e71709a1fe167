//! What single executives would answer before they meet (参考回答): one's own, and how all of them lie.

use std::collections::BTreeMap;

use axum::extract::Path;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::catalog::{Audience, Item};
use tenken_domain::id::ItemId;
use tenken_domain::mark::Mark;
use tenken_domain::opinion::{LONGEST_MEMO, Lie, Opinion, lie};
use tenken_domain::permission::{Denial, Object, Right};
use tenken_store::{opinion, sheet};

use super::{Place, item};
use crate::actions::{in_tx, opinions};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError};
use crate::web::support::text::Text;

/// A sheet of the executives' and what they said of it.
struct Shown {
    place: Place,
    opinions: Vec<Opinion>,
}

impl Shown {
    async fn load(person: &Person, round: &str, list: &str) -> Result<Self, WebError> {
        let place = super::place(person, round, list).await?;
        person.may(Right::ReadSheets, Object::Round(person.facility_id(), &place.round))?;
        if place.list.audience != Audience::Executive {
            return Err(Denial::Invisible.into());
        }
        let mut conn = person.app().db.reader().await?;
        let sheet =
            sheet::find(&mut conn, &place.round.id, &place.list.id).await?.ok_or(Denial::Invisible)?;
        let opinions = opinion::of_sheet(&mut conn, &sheet.id).await?;
        Ok(Self { place, opinions })
    }

    fn own<'s>(&'s self, person: &'s Person) -> impl Iterator<Item = &'s Opinion> {
        self.opinions.iter().filter(|one| one.by == person.principal.account)
    }

    fn address(&self) -> String {
        format!("{}/opinions", self.place.address())
    }
}

pub async fn page(person: Person, Path((round, list)): Path<(String, String)>) -> Reply {
    let shown = Shown::load(&person, &round, &list).await?;
    let permit = person.may(Right::ReadSheets, Object::Round(person.facility_id(), &shown.place.round))?;
    let mut pairs = Vec::new();
    for one in shown.own(&person) {
        pairs.push((format!("mark-{}", one.item), one.mark.code().to_owned()));
        pairs.push((format!("memo-{}", one.item), one.memo.clone()));
    }
    let (fields, problems) = (Fields::new(pairs), Problems::default());
    reply::page(view(&permit, &shown, Form { text: permit.text, fields: &fields, problems: &problems }))
}

pub async fn submit(Path((round, list)): Path<(String, String)>, Posted { person, fields }: Posted) -> Reply {
    let shown = Shown::load(&person, &round, &list).await?;
    let permit = person.may(Right::GiveOpinion, Object::Round(person.facility_id(), &shown.place.round))?;
    let mut problems = Problems::default();
    let wish = read(&fields, &shown.place, &mut problems);
    if problems.is_empty() {
        let (doing, sheet) = (permit.doing(), shown.place.sheet());
        let given = in_tx(&person.app().db, move |tx| {
            Box::pin(async move { opinions::give(tx, &doing, &sheet, wish).await })
        });
        given.await?;
        return reply::see(&shown.address());
    }
    reply::refused(view(&permit, &shown, Form { text: permit.text, fields: &fields, problems: &problems }))
}

/// The items to which something was said; a memo without a mark says nothing yet.
fn read(fields: &Fields, place: &Place, problems: &mut Problems) -> BTreeMap<ItemId, (Mark, String)> {
    let mut said = BTreeMap::new();
    for item in &place.list.items {
        let memo = fields.optional(format!("memo-{}", item.id).as_str(), LONGEST_MEMO, problems);
        let mark = Mark::from_code(&fields.get(&format!("mark-{}", item.id)));
        if let Some(mark) = mark.filter(|mark| Mark::SETTLED.contains(mark)) {
            said.insert(item.id.clone(), (mark, memo));
        }
    }
    said
}

/// 参考回答：○ 2・× 1・該当なし 0（分かれています）
pub fn in_one_line(text: Text, lie: Lie) -> String {
    let values = [
        ("yes", FluentValue::from(lie.yes)),
        ("no", FluentValue::from(lie.no)),
        ("none", FluentValue::from(lie.not_applicable)),
    ];
    let line = text.with("opinion-line", values);
    if lie.is_split() { format!("{line}{}", text.text("opinion-split")) } else { line }
}

fn view(permit: &Permit<'_>, shown: &Shown, form: Form<'_>) -> Markup {
    let (text, person, place) = (permit.text, permit.person, &shown.place);
    let gives = person.could(Right::GiveOpinion, Object::Round(person.facility_id(), &place.round));
    page::page(
        permit,
        &text.text("opinions-title"),
        &html! {
            h1 { (text.text("opinions-title")) }
            p { (place.round.name) " ― " (place.list.title) }
            p.hint { (text.text("opinions-intro")) }
            (form.summary())
            (all(text, shown))
            @if gives {
                h2 { (text.text("opinions-own")) }
                form method="post" action=(shown.address()) {
                    (form::token(permit))
                    @for item in place.list.items_by_number() { (own(text, item, form)) }
                    (form.submit("opinions-save"))
                }
            }
            p { a href=(place.address()) { (text.text("sheet-back")) } }
        },
    )
}

/// Every item about which something was said, those first about which they differ.
fn all(text: Text, shown: &Shown) -> Markup {
    let lies = lie(&shown.opinions);
    let mut items: Vec<(&Item, Lie)> = shown
        .place
        .list
        .items_by_number()
        .into_iter()
        .filter_map(|item| Some((item, *lies.get(&item.id)?)))
        .collect();
    items.sort_by_key(|(_, lie)| !lie.is_split());
    html! {
        @if items.is_empty() { p { (text.text("opinions-none")) } } @else {
            table.list.stacked {
                thead { tr {
                    th scope="col" { (text.text("assignments-item")) }
                    th scope="col" { (text.text("opinions-said")) }
                } }
                tbody { @for (item, lie) in items {
                    tr {
                        th scope="row" { (item::number(text, item)) " " (item.title) }
                        td data-label=(text.text("opinions-said")) {
                            p { (in_one_line(text, lie)) }
                            ul { @for one in shown.opinions.iter().filter(|one| one.item == item.id) {
                                li {
                                    (text.of("sheet-mark", one.mark.code())) " " (one.name)
                                    @if !one.memo.is_empty() { "：" (one.memo) }
                                }
                            } }
                        }
                    }
                } }
            }
        }
    }
}

fn own(text: Text, item: &Item, form: Form<'_>) -> Markup {
    let (mark, memo) = (format!("mark-{}", item.id), format!("memo-{}", item.id));
    let chosen = form.fields.get(&mark);
    html! {
        fieldset.card {
            legend { (item::number(text, item)) " " (item.title) }
            div.ministry lang="ja" { @for line in &item.text { p { (line) } } }
            div.marks {
                @for one in Mark::SETTLED {
                    label.choice {
                        input type="radio" name=(mark) value=(one.code()) checked[chosen == one.code()];
                        span { (text.of("sheet-mark", one.code())) }
                    }
                }
                label.choice {
                    input type="radio" name=(mark) value="" checked[chosen.is_empty()];
                    span { (text.text("sheet-mark-none")) }
                }
            }
            div.field {
                label for=(memo) { (text.text("opinions-memo")) }
                input id=(memo) name=(memo) type="text" value=(form.fields.get(&memo)) autocomplete="off";
            }
        }
    }
}
