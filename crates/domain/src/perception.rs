//! 認識の違い: subjects that more than one list asks about, and how far apart executives, administrators and staff answer.
//! Of the staff only the whole hospital's figure is compared, never persons.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::catalog::yaml::{self, At, Mistakes};
use crate::catalog::{self, Audience, Catalog, Problem};
use crate::facts::{Figure, RoundFacts};
use crate::hiding::sum_of_exact;
use crate::id::{CatalogId, ItemId};
use crate::mark::Mark;
use crate::result::{Rates, Share};

/// One subject with its items of several lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub id: String,
    pub title: String,
    pub items: Vec<ItemId>,
    /// Whether a ○ on them wants a day on which restoring was tried.
    pub wants_restore_test: bool,
}

/// What one audience answers to a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The hospital's own sheet.
    Sheet {
        /// ○ over what is answered ○ or ×: what is not answered yet differs from nothing.
        settled: Share,
        /// Items that are blank or 確認中.
        open: u64,
    },
    /// The staff as a whole.
    Staff(Figure),
}

/// A subject with what every audience that is asked about it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared<'s> {
    pub subject: &'s Subject,
    /// In the order executives, administrators, staff; only those who are asked.
    pub sides: Vec<(Audience, Side)>,
    /// From the lowest to the highest rate, in tenths of a percentage point; `None` where fewer than two are shown.
    pub apart: Option<u64>,
    /// The same with so few items weighing little: the order of those that are as far apart.
    weighed: Option<u64>,
}

impl Side {
    /// Tenths of a percent, where a number is shown.
    pub fn rate(self) -> Option<u64> {
        match self {
            Self::Sheet { settled, .. } => settled.per_mille(),
            Self::Staff(figure) => figure.as_printed().and_then(Share::per_mille),
        }
    }

    /// The same as if one ○ and one × more had been counted: a side of a single item heads no list by being one.
    fn weighed(self) -> Option<u64> {
        let share = match self {
            Self::Sheet { settled, .. } => settled,
            Self::Staff(figure) => figure.as_printed()?,
        };
        Share::new(share.yes + 1, share.items + 2).per_mille()
    }
}

/// The subjects of this catalog; none where it has no such file.
///
/// # Panics
/// If a file that was compiled in has a mistake; [`read_builtin`] returns the mistakes instead.
pub fn builtin(id: &CatalogId) -> &'static [Subject] {
    match read_builtin() {
        Ok(subjects) => subjects.get(id).map_or(&[], Vec::as_slice),
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
            panic!("subjects that were compiled in are faulty\n{}", lines.join("\n"))
        }
    }
}

type ByCatalog = BTreeMap<CatalogId, Vec<Subject>>;

static BUILTIN: LazyLock<Result<ByCatalog, Vec<Problem>>> = LazyLock::new(read_all);

/// The subjects of all catalogs, or everything that is wrong with the first file that has mistakes.
pub fn read_builtin() -> Result<&'static BTreeMap<CatalogId, Vec<Subject>>, &'static [Problem]> {
    BUILTIN.as_ref().map_err(Vec::as_slice)
}

fn read_all() -> Result<ByCatalog, Vec<Problem>> {
    let mut all = ByCatalog::new();
    for catalog in catalog::builtin() {
        let path = format!("{}/subjects.yaml", catalog.id);
        let Some(bytes) = catalog::file(&path) else { continue };
        all.insert(catalog.id.clone(), read(catalog, &format!("catalog/{path}"), bytes)?);
    }
    Ok(all)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: At<String>,
    title: String,
    items: At<Vec<At<String>>>,
    #[serde(default)]
    wants_restore_test: bool,
}

/// Reads subjects.
///
/// # Errors
/// Every mistake with its line: an id used twice, an unknown item, items of a single list.
pub fn read(catalog: &Catalog, file: &str, bytes: &[u8]) -> Result<Vec<Subject>, Vec<Problem>> {
    let raw: Vec<Raw> = yaml::parse(file, bytes)?;
    let mut mistakes = Mistakes::in_file(file);
    let mut known = BTreeSet::new();
    let mut subjects = Vec::new();
    for one in raw {
        if !known.insert(one.id.value.clone()) {
            mistakes.note(&one.id, format!("話題「{}」が2回書かれています。", one.id.value));
        }
        let mut lists = BTreeSet::new();
        for item in &one.items.value {
            match catalog.item(&ItemId::new(item.value.clone())) {
                Some((list, _)) => drop(lists.insert(&list.id)),
                None => mistakes.note(item, format!("項目「{}」はこの版にありません。", item.value)),
            }
        }
        if lists.len() < 2 {
            mistakes.note(&one.items, "2つ以上のリストの項目が要ります。");
        }
        let items = one.items.value.into_iter().map(|item| ItemId::new(item.value)).collect();
        subjects.push(Subject {
            id: one.id.value,
            title: one.title,
            items,
            wants_restore_test: one.wants_restore_test,
        });
    }
    mistakes.none_or(subjects)
}

/// Every subject about which at least two audiences were asked, those farthest apart first, among equals those with more
/// items; those that cannot be compared last, as they stand in the file.
pub fn compare<'s>(facts: &RoundFacts<'_>, subjects: &'s [Subject]) -> Vec<Compared<'s>> {
    let compared = subjects.iter().map(|subject| {
        let sides: Vec<(Audience, Side)> = Audience::ALL
            .into_iter()
            .filter_map(|audience| Some((audience, side(facts, subject, audience)?)))
            .collect();
        let apart = range(sides.iter().filter_map(|(_, side)| side.rate()));
        let weighed = range(sides.iter().filter_map(|(_, side)| side.rate().and(side.weighed())));
        Compared { subject, sides, apart, weighed }
    });
    let mut compared: Vec<Compared<'_>> = compared.filter(|one| one.sides.len() > 1).collect();
    compared.sort_by_key(|one| std::cmp::Reverse((one.apart, one.weighed)));
    compared
}

/// From the least to the most of at least two.
fn range(rates: impl Iterator<Item = u64> + Clone) -> Option<u64> {
    let (least, most) = (rates.clone().min()?, rates.clone().max()?);
    (rates.count() > 1).then(|| most - least)
}

/// What an audience answers; `None` where it is not asked, or where nothing of it applies.
fn side(facts: &RoundFacts<'_>, subject: &Subject, audience: Audience) -> Option<Side> {
    if let Some(staff) = facts.staff.as_ref().filter(|_| audience == Audience::Staff) {
        let list = facts.catalog.checklist(&staff.list)?;
        let items = list.items.iter().filter(|item| subject.items.contains(&item.id));
        let figures: Vec<Figure> = items.map(|item| staff.figures.of(&item.id)).collect();
        return match figures.as_slice() {
            [] => None,
            [only] => Some(Side::Staff(*only)),
            several => Some(Side::Staff(sum_of_exact(several))),
        };
    }
    let mut marks = Vec::new();
    for list in facts.catalog.checklists.iter().filter(|list| list.audience == audience) {
        let Some(sheet) = facts.sheets.iter().find(|sheet| sheet.list == list.id) else { continue };
        let own = list.items.iter().filter(|item| subject.items.contains(&item.id));
        marks.extend(own.map(|item| sheet.mark(item)));
    }
    let settled = Rates::of(
        marks.iter().copied().filter(|mark| mark.is_some_and(|mark| Mark::SETTLED.contains(&mark))),
    )
    .applicable;
    let open = Rates::of(marks).applicable.items - settled.items;
    (settled.items + open > 0).then_some(Side::Sheet { settled, open })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::answer::Answer;
    use crate::facts::{Count, Edition, Figures, Issuer, SheetFacts, StaffFacts};
    use crate::id::ChecklistId;
    use crate::mark::PendingAt;
    use crate::round::Period;

    fn sheet(catalog: &Catalog, list: &str, yes: &[&str]) -> SheetFacts {
        let list = catalog.checklist(&ChecklistId::new(list)).unwrap();
        let mut sheet = SheetFacts::blank(list.id.clone());
        for item in &list.items {
            let mark = if yes.contains(&item.id.as_str()) { Mark::Yes } else { Mark::No };
            sheet.answers.insert(item.id.clone(), Answer { mark: Some(mark), ..Answer::default() });
        }
        sheet
    }

    /// Executives say ○ to the contact, administrators × to paper; 82 of 200 staff know whom to call.
    fn facts(catalog: &Catalog) -> RoundFacts<'_> {
        let day = date(2026, 11, 22);
        let list = catalog.list_for(Audience::Staff).unwrap();
        let count = Figure::Count(Count { yes: 82, no: 100, not_applicable: 0, blank: 18 });
        let items = [(ItemId::new("who-to-call"), count)].into_iter().collect();
        RoundFacts {
            issuer: Issuer { hospital: String::new(), edition: Edition::Real },
            catalog,
            round: String::new(),
            period: Period { from: day, until: day },
            as_of: day,
            sheets: vec![
                sheet(catalog, "executive", &["incident-contact", "report-route", "backup-rule"]),
                sheet(catalog, "administrator", &["backup-generations"]),
            ],
            staff: Some(StaffFacts {
                list: list.id.clone(),
                asked: 200,
                handed_in: 200,
                away: 0,
                figures: Figures::Shown { total: Figure::Hidden, items },
                departments: Vec::new(),
                occupations: Vec::new(),
                contractors: BTreeSet::new(),
                minimum: 5,
            }),
            previous: None,
        }
    }

    #[test]
    fn all_that_is_compiled_in_can_be_read() {
        let all = read_builtin().unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(catalog::builtin().iter().all(|catalog| !all[&catalog.id].is_empty()));
    }

    #[test]
    fn those_farthest_apart_come_first_and_what_is_not_shown_is_not_compared() {
        let catalog = &catalog::builtin()[0];
        let facts = facts(catalog);
        let compared = compare(&facts, builtin(&catalog.id));
        let of = |id: &str| compared.iter().find(|one| one.subject.id == id).unwrap();
        let contact = of("whom-to-call");
        assert_eq!(contact.apart, Some(1000), "○ 2/2, × 0/1, 41.0%");
        assert_eq!(
            contact.sides[0],
            (Audience::Executive, Side::Sheet { settled: Share::new(2, 2), open: 0 })
        );
        assert_eq!(contact.sides[2].1.rate(), Some(410));
        assert_eq!(of("backup").apart, Some(0));
        let media = of("media");
        assert_eq!(
            media.apart, None,
            "the staff's figure is hidden and nobody else but the administrators is asked"
        );
        let place = |id: &str| compared.iter().position(|one| one.subject.id == id);
        assert!(place("whom-to-call") < place("backup") && place("backup") < place("media"));
    }

    #[test]
    fn a_side_of_one_item_heads_no_list_by_being_one() {
        let catalog = &catalog::builtin()[0];
        let mut facts = facts(catalog);
        facts.staff = None;
        facts.sheets = vec![
            sheet(catalog, "executive", &["backup-rule", "policy", "operating-rules"]),
            sheet(catalog, "administrator", &[]),
        ];
        let compared = compare(&facts, builtin(&catalog.id));
        assert_eq!(compared[0].subject.id, "rules", "○ 2/2 and 0/3 lie farther apart than ○ 1/1 and 0/1");
        assert!(compared.iter().filter(|one| one.apart == Some(1000)).count() > 1);
    }

    #[test]
    fn what_is_not_answered_yet_differs_from_nothing() {
        let catalog = &catalog::builtin()[0];
        let mut facts = facts(catalog);
        let blank = |facts: &mut RoundFacts<'_>, item: &str, mark: Option<Mark>| {
            facts.sheets[0].answers.get_mut(&ItemId::new(item)).unwrap().mark = mark;
        };
        blank(&mut facts, "incident-contact", None);
        blank(&mut facts, "report-route", Some(Mark::Pending(Some(PendingAt::Hospital))));
        let compared = compare(&facts, builtin(&catalog.id));
        let contact = compared.iter().find(|one| one.subject.id == "whom-to-call").unwrap();
        assert_eq!(
            contact.sides[0],
            (Audience::Executive, Side::Sheet { settled: Share::new(0, 0), open: 2 })
        );
        assert_eq!(contact.apart, Some(410), "administrators × 0/1 and staff 41.0% only");
    }

    #[test]
    fn mistakes_are_told_with_their_lines() {
        let yaml = "- { id: a, title: x, items: [policy, nothing] }\n- { id: a, title: y, items: [policy, csirt] }\n";
        let problems = read(&catalog::builtin()[0], "subjects.yaml", yaml.as_bytes()).unwrap_err();
        let told: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(
            told[0].starts_with("subjects.yaml:1: ") && told[3].starts_with("subjects.yaml:2: "),
            "{told:?}"
        );
    }
}
