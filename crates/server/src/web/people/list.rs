//! Everybody of the register by department, staff and contractors apart; those on leave and those who left folded below.

use axum::extract::Query;
use fluent_templates::fluent_bundle::FluentValue;
use maud::{Markup, html};
use tenken_domain::calendar;
use tenken_domain::id::DepartmentId;
use tenken_domain::occupation::{Affiliation, Occupation};
use tenken_domain::people_file::values::{as_katakana, search_text};
use tenken_domain::permission::{Object, Right};
use tenken_domain::person::Person as Member;
use tenken_store::person::{self, Filter, Numbers, Standing};

use super::Groups;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};
use crate::web::support::page;
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::{self, Reply, WebError};

const SEARCH: Field = Field::new("search", "people-search").hint("people-search-hint");
const DEPARTMENT: Field = Field::new("department", "department");
/// People on one page.
const ON_A_PAGE: u64 = 100;
/// People shown of each folded list.
const FOLDED: u64 = 30;

/// Some of those who stand somewhere, and how many they are.
struct Shown {
    standing: Standing,
    people: Vec<Member>,
    numbers: Numbers,
}

pub async fn page(person: Person, Query(pairs): Query<Vec<(String, String)>>) -> Reply {
    let permit = person.may(Right::ReadPeople, Object::Facility(person.facility_id()))?;
    let fields = Fields::new(pairs);
    let groups = Groups::load(&person).await?;
    let standing = standing_of(&fields.get("standing")).unwrap_or(Standing::There);
    let from = fields.get("page").parse::<u64>().unwrap_or(1).clamp(1, 10_000).saturating_sub(1) * ON_A_PAGE;
    let main = load(&person, (&fields, standing), (from, ON_A_PAGE)).await?;
    let mut folded = Vec::new();
    if standing == Standing::There {
        for other in [Standing::Away, Standing::Left] {
            folded.push(load(&person, (&fields, other), (0, FOLDED)).await?);
        }
    }
    reply::page(view(&permit, &groups, (&fields, from), (&main, &folded)))
}

async fn load(
    person: &Person,
    (fields, standing): (&Fields, Standing),
    part: (u64, u64),
) -> Result<Shown, WebError> {
    let department = Some(fields.get(DEPARTMENT.name)).filter(|id| !id.is_empty()).map(DepartmentId::new);
    let day = calendar::day_of(person.app().clock.now());
    let search = search_text(&fields.get(SEARCH.name));
    let filter = Filter { standing, day, kana: as_katakana(&search), search, department };
    let mut conn = person.app().db.reader().await?;
    let (people, numbers) = person::list(&mut conn, person.facility_id(), &filter, part).await?;
    Ok(Shown { standing, people, numbers })
}

const fn code(standing: Standing) -> &'static str {
    match standing {
        Standing::There => "there",
        Standing::Away => "away",
        Standing::Left => "left",
    }
}

fn standing_of(wanted: &str) -> Option<Standing> {
    [Standing::There, Standing::Away, Standing::Left].into_iter().find(|one| code(*one) == wanted)
}

fn view(
    permit: &Permit<'_>,
    groups: &Groups,
    (fields, from): (&Fields, u64),
    (main, folded): (&Shown, &[Shown]),
) -> Markup {
    let text = permit.text;
    let is_searched = !fields.get(SEARCH.name).is_empty() || !fields.get(DEPARTMENT.name).is_empty();
    page::page(
        permit,
        &text.text("people-title"),
        &html! {
            h1 { (text.text("people-title")) }
            @if fields.all("saved").next().is_some() { p.done role="status" { (text.text("settings-saved")) } }
            p.hint { (text.text("people-intro")) }
            @if manages(permit) { (ways_in(permit)) }
            (search(permit, groups, fields, main.standing))
            h2 { (text.of("people-standing", code(main.standing))) }
            p { (numbers(permit, main.numbers)) }
            @if main.numbers.all() == 0 && !is_searched { p { (text.text("people-none")) } }
            @for affiliation in Affiliation::ALL { (table(permit, groups, main, affiliation)) }
            (pages(permit, fields, from, main))
            @for shown in folded.iter().filter(|shown| shown.numbers.all() > 0) {
                (details(permit, groups, fields, shown))
            }
        },
    )
}

fn manages(permit: &Permit<'_>) -> bool {
    permit.person.could(Right::ManagePeople, Object::Facility(permit.person.facility_id()))
}

fn ways_in(permit: &Permit<'_>) -> Markup {
    let text = permit.text;
    html! {
        p.ways {
            a.button href="/settings/people/import" { (text.text("people-import")) } " "
            a.button.quiet href="/settings/people/new" { (text.text("people-add")) } " "
            a href="/settings/people/imports" { (text.text("people-imports")) }
        }
    }
}

fn search(permit: &Permit<'_>, groups: &Groups, fields: &Fields, standing: Standing) -> Markup {
    let text = permit.text;
    let everywhere = (String::new(), text.text("whole-hospital"));
    let departments: Vec<_> = std::iter::once(everywhere).chain(groups.department_options()).collect();
    let form = Form { text, fields, problems: &Problems::default() };
    html! {
        form.filter method="get" action="/settings/people" {
            input type="hidden" name="standing" value=(code(standing));
            (form.line(SEARCH, "search", "off"))
            (form.select(DEPARTMENT, &departments))
            (form.submit("people-search-submit"))
            @if standing != Standing::There { a.button.quiet href="/settings/people" { (text.text("people-back")) } }
        }
    }
}

fn numbers(permit: &Permit<'_>, numbers: Numbers) -> String {
    let values = [
        ("people", FluentValue::from(numbers.all())),
        ("staff", FluentValue::from(numbers.staff)),
        ("contractors", FluentValue::from(numbers.contractors)),
    ];
    permit.text.with("people-numbers", values)
}

/// Those of one affiliation, a row above each department.
fn table(permit: &Permit<'_>, groups: &Groups, shown: &Shown, affiliation: Affiliation) -> Markup {
    let text = permit.text;
    let is_wanted = |person: &&Member| affiliation_of(groups, person) == affiliation;
    let people: Vec<&Member> = shown.people.iter().filter(is_wanted).collect();
    let begins = |place: usize| place == 0 || people[place - 1].department != people[place].department;
    html! {
        @if !people.is_empty() {
            h3 { (text.of("affiliation", affiliation.code())) }
            div.scroll role="region" tabindex="0" aria-label=(text.of("affiliation", affiliation.code())) {
                table.list.stacked.people {
                    thead { tr {
                        th scope="col" { (text.text("person-number")) }
                        th scope="col" { (text.text("person-name")) }
                        th scope="col" { (text.text("person-kana")) }
                        th scope="col" { (text.text("occupation")) }
                        th scope="col" { (text.text("person-note")) }
                    } }
                    tbody {
                        @for (place, person) in people.iter().enumerate() {
                            @if begins(place) {
                                tr.group { th colspan="5" scope="rowgroup" { (groups.department(&person.department)) } }
                            }
                            (row(permit, groups, person))
                        }
                    }
                }
            }
        }
    }
}

fn row(permit: &Permit<'_>, groups: &Groups, person: &Member) -> Markup {
    html! {
        tr {
            td.code { (person.staff_number) }
            th scope="row" {
                @if manages(permit) { a href={"/settings/people/" (person.id)} { (person.name) } }
                @else { (person.name) }
            }
            td { (person.kana) }
            td { (groups.occupation(&person.occupation)) }
            td { (note(permit, person)) }
        }
    }
}

/// Employment, leave and last day, as far as there is something to say.
fn note(permit: &Permit<'_>, person: &Member) -> String {
    let text = permit.text;
    let today = calendar::day_of(permit.person.app().clock.now());
    let day = |key: &str, day| text.with(key, [("day", FluentValue::from(calendar::japanese(day)))]);
    let notes = [
        Some(person.employment.clone()).filter(|employment| !employment.is_empty()),
        person.away.map(|leave| text.of("person-leave", leave.code())),
        person.joined_on.filter(|joined| *joined > today).map(|joined| day("person-joins", joined)),
        person.left_on.map(|left| day("person-leaves", left)),
    ];
    notes.into_iter().flatten().collect::<Vec<_>>().join(&text.text("list-separator"))
}

fn affiliation_of(groups: &Groups, person: &Member) -> Affiliation {
    let found: Option<&Occupation> = groups.occupations.iter().find(|one| one.id == person.occupation);
    found.map_or(Affiliation::Staff, |one| one.affiliation)
}

fn details(permit: &Permit<'_>, groups: &Groups, fields: &Fields, shown: &Shown) -> Markup {
    let text = permit.text;
    let title = text.of("people-standing", code(shown.standing));
    html! {
        details {
            summary { (title) "（" (numbers(permit, shown.numbers)) "）" }
            @for affiliation in Affiliation::ALL { (table(permit, groups, shown, affiliation)) }
            @if shown.numbers.all() > shown.people.len() as u64 {
                p { a href=(address(fields, shown.standing, 1)) { (text.text("people-show-all")) } }
            }
        }
    }
}

/// The list again with another standing or page; what was searched for stays.
fn address(fields: &Fields, standing: Standing, page: u64) -> String {
    let pairs = [
        ("standing", code(standing).to_owned()),
        (SEARCH.name, fields.get(SEARCH.name)),
        (DEPARTMENT.name, fields.get(DEPARTMENT.name)),
        ("page", page.to_string()),
    ];
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    format!("/settings/people?{query}")
}

fn pages(permit: &Permit<'_>, fields: &Fields, from: u64, shown: &Shown) -> Markup {
    let text = permit.text;
    let (page, last) = (from / ON_A_PAGE + 1, shown.numbers.all().div_ceil(ON_A_PAGE));
    html! {
        @if last > 1 {
            nav.pages aria-label=(text.text("people-pages")) {
                @if page > 1 { a.button.quiet href=(address(fields, shown.standing, page - 1)) { (text.text("people-page-before")) } }
                span { (page) " / " (last) }
                @if page < last { a.button.quiet href=(address(fields, shown.standing, page + 1)) { (text.text("people-page-after")) } }
            }
        }
    }
}
