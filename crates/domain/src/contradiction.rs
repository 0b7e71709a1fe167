//! Contradictions (食い違い): where the hospital's own ○ and what vendors say do not fit, where nothing shows that a backup
//! can be restored, and where two vendors answer one item differently.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::catalog::{self, Catalog};
use crate::evidence::Evidence;
use crate::id::ItemId;
use crate::inquiry::{Inquiry, Question, Told, latest};
use crate::mark::Mark;

/// What is looked at.
#[derive(Clone, Copy)]
pub struct Looked<'l> {
    /// Items that the hospital marked ○ in its latest round.
    pub own_yes: &'l BTreeSet<ItemId>,
    pub inquiries: &'l [Inquiry],
    /// What was not withdrawn.
    pub evidence: &'l [Evidence],
    /// Items whose ○ wants a day on which restoring was tried.
    pub to_restore: &'l BTreeSet<ItemId>,
    pub today: Date,
}

/// All contradictions, by kind; each in the order of the printed sheets.
#[derive(Debug, Default)]
pub struct Contradictions<'l> {
    /// The hospital says ○, the vendor × or 該当なし.
    pub denied: Vec<Told<'l>>,
    /// The hospital says ○, the vendor only a comment and no mark.
    pub unclear: Vec<Told<'l>>,
    /// The hospital says ○, and the vendor has not answered though the answer was due.
    pub silent: Vec<(&'l Inquiry, &'l Question)>,
    /// ○ on a backup without a day on which restoring was tried.
    pub unrestored: Vec<&'l ItemId>,
    /// One item, answered differently by several vendors: their latest answers.
    pub different: Vec<Vec<Told<'l>>>,
}

impl Contradictions<'_> {
    pub fn count(&self) -> usize {
        let theirs = self.denied.len() + self.unclear.len() + self.silent.len();
        theirs + self.unrestored.len() + self.different.len()
    }
}

/// Looks for all of them.
pub fn all<'l>(looked: &Looked<'l>) -> Contradictions<'l> {
    let mut told = latest(looked.inquiries);
    told.sort_by_cached_key(|one| place(&one.question.item));
    let own_yes = |one: &&Told<'l>| looked.own_yes.contains(&one.question.item);
    let (unclear, denied): (Vec<_>, Vec<_>) = told
        .iter()
        .filter(own_yes)
        .filter(|one| one.question.answer.mark != Some(Mark::Yes))
        .partition(|one| one.question.answer.mark.is_none());
    Contradictions {
        denied,
        unclear,
        silent: silent(looked, &told),
        unrestored: unrestored(looked),
        different: different(&told),
    }
}

/// Where an item stands on the printed sheets, its list first; one of no catalog stands before all others, by its id.
fn place(item: &ItemId) -> (Option<(usize, u32)>, &ItemId) {
    let in_catalog = |catalog: &Catalog| {
        let lists = catalog.checklists.iter().enumerate();
        lists.filter_map(|(nth, list)| Some((nth, list.item(item)?.number))).next()
    };
    (catalog::builtin().iter().find_map(in_catalog), item)
}

/// What was kept by link and not handed in is no answer yet; what was answered to another inquiry since is one.
fn silent<'l>(looked: &Looked<'l>, told: &[Told<'l>]) -> Vec<(&'l Inquiry, &'l Question)> {
    let overdue = looked.inquiries.iter().filter(|inquiry| inquiry.is_overdue(looked.today));
    let asked = overdue.flat_map(|inquiry| inquiry.questions.iter().map(move |question| (inquiry, question)));
    let own_yes = asked.filter(|(_, question)| looked.own_yes.contains(&question.item));
    let mut silent: Vec<_> =
        own_yes.filter(|one| !told.iter().any(|told| is_answered_by(*one, told))).collect();
    silent.sort_by_cached_key(|(_, question)| place(&question.item));
    silent
}

/// Whether this is an answer to the same question, given to a later inquiry or later than this one was sent.
fn is_answered_by((inquiry, question): (&Inquiry, &Question), told: &Told<'_>) -> bool {
    let is_later = told.inquiry.made_at > inquiry.made_at
        || inquiry.sent_on().is_some_and(|sent| sent < told.receipt.on);
    told.question.item == question.item && told.inquiry.is_about_the_same(inquiry) && is_later
}

fn unrestored<'l>(looked: &Looked<'l>) -> Vec<&'l ItemId> {
    let is_shown =
        |item: &ItemId| looked.evidence.iter().any(|one| one.item == *item && one.restored_on.is_some());
    let mut unrestored: Vec<_> =
        looked.to_restore.intersection(looked.own_yes).filter(|item| !is_shown(item)).collect();
    unrestored.sort_by_cached_key(|item| place(item));
    unrestored
}

/// `told` is in the order of items.
fn different<'l>(told: &[Told<'l>]) -> Vec<Vec<Told<'l>>> {
    let marked: Vec<Told<'l>> =
        told.iter().filter(|one| one.question.answer.mark.is_some()).copied().collect();
    let by_item = marked.chunk_by(|one, other| one.question.item == other.question.item);
    by_item.filter(|answers| do_differ(answers)).map(<[Told<'l>]>::to_vec).collect()
}

/// Whether two vendors, not two systems of one, say different things.
fn do_differ(answers: &[Told<'_>]) -> bool {
    answers.iter().any(|one| {
        answers.iter().any(|other| {
            one.inquiry.vendor != other.inquiry.vendor
                && one.question.answer.mark != other.question.answer.mark
        })
    })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::*;
    use crate::id::{CatalogId, ChecklistId, EvidenceId, InquiryId, VendorId};
    use crate::inquiry::{Receipt, Reply, State, Way};

    const TODAY: Date = date(2026, 11, 24);

    fn inquiry(vendor: &str, item: &str, mark: Option<Mark>) -> Inquiry {
        let sent = date(2026, 11, 1);
        let receipt = || Receipt { on: sent, by: "鈴木".to_owned(), way: Way::Link };
        let answer = Reply { mark, ..Reply::default() };
        Inquiry {
            id: InquiryId::new(format!("{vendor}-{item}")),
            vendor: VendorId::new(vendor),
            system: "電子カルテ".to_owned(),
            catalog: CatalogId::new("catalog"),
            due: date(2026, 11, 16),
            first_due: date(2026, 11, 16),
            message: String::new(),
            questions: vec![Question { list: ChecklistId::new("list"), item: ItemId::new(item), answer }],
            state: mark.map_or(State::Sent { on: sent }, |_| State::HandedIn { sent, receipt: receipt() }),
            revision: 0,
            link_salt: 0,
            made_by: String::new(),
            made_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn items(names: &[&str]) -> BTreeSet<ItemId> {
        names.iter().map(|name| ItemId::new(*name)).collect()
    }

    #[test]
    fn a_yes_is_denied_by_no_and_by_not_applicable_and_a_silent_vendor_is_told_after_the_due_date() {
        let inquiries = [
            inquiry("a", "tls", Some(Mark::No)),
            inquiry("a", "log", Some(Mark::NotApplicable)),
            inquiry("a", "lock", Some(Mark::Yes)),
            inquiry("a", "open", Some(Mark::No)),
            inquiry("b", "backup", None),
        ];
        let own_yes = items(&["tls", "log", "lock", "backup"]);
        let (evidence, to_restore) = (Vec::new(), items(&[]));
        let looked = Looked {
            own_yes: &own_yes,
            inquiries: &inquiries,
            evidence: &evidence,
            to_restore: &to_restore,
            today: TODAY,
        };
        let found = all(&looked);
        let denied: Vec<&str> = found.denied.iter().map(|told| told.question.item.as_str()).collect();
        assert_eq!(denied, ["log", "tls"]);
        assert_eq!(found.silent.len(), 1);
        let due = all(&Looked { today: date(2026, 11, 16), ..looked });
        assert!(due.silent.is_empty(), "its last day is a day to answer on");
    }

    #[test]
    fn a_comment_alone_is_unclear_and_an_answer_to_a_later_inquiry_ends_the_silence() {
        let mut comment = inquiry("a", "tls", Some(Mark::No));
        comment.questions[0].answer = Reply { comment: "分からない".to_owned(), ..Reply::default() };
        let later = |vendor: &str, mark| Inquiry {
            id: InquiryId::new("later"),
            made_at: Timestamp::MAX,
            ..inquiry(vendor, "backup", Some(mark))
        };
        let mut inquiries = vec![comment, inquiry("b", "backup", None), later("a", Mark::Yes)];
        let own_yes = items(&["tls", "backup"]);
        let found = |inquiries: &[Inquiry]| {
            let (evidence, to_restore, today) = (&[], &items(&[]), TODAY);
            let found = all(&Looked { own_yes: &own_yes, inquiries, evidence, to_restore, today });
            (found.denied.len(), found.unclear.len(), found.silent.len(), found.count())
        };
        assert_eq!(found(&inquiries), (0, 1, 1, 2), "another vendor's answer is none of this one");
        inquiries.push(later("b", Mark::Yes));
        assert_eq!(found(&inquiries), (0, 1, 0, 1));
    }

    #[test]
    fn items_stand_in_the_order_of_the_printed_sheets() {
        let list = &catalog::newest().checklists[0];
        let printed: Vec<&str> = list.items_by_number().iter().map(|item| item.id.as_str()).collect();
        let own_yes = items(&printed);
        let inquiries: Vec<Inquiry> =
            own_yes.iter().map(|item| inquiry("a", item.as_str(), Some(Mark::No))).collect();
        let (evidence, to_restore) = (&[], &items(&[]));
        let looked = Looked { own_yes: &own_yes, inquiries: &inquiries, evidence, to_restore, today: TODAY };
        let found = all(&looked);
        let denied: Vec<&str> = found.denied.iter().map(|told| told.question.item.as_str()).collect();
        assert_eq!(denied, printed);
    }

    #[test]
    fn a_backup_wants_a_restore_test_and_two_vendors_are_compared_not_two_systems() {
        let other_system = |mark| Inquiry {
            id: InquiryId::new("other"),
            system: "給食".to_owned(),
            ..inquiry("a", "tls", Some(mark))
        };
        let mut inquiries = vec![inquiry("a", "tls", Some(Mark::No)), other_system(Mark::Yes)];
        let own_yes = items(&["backup", "tls"]);
        let to_restore = items(&["backup", "rule"]);
        let piece = |restored_on| Evidence {
            id: EvidenceId::new("piece"),
            list: ChecklistId::new("list"),
            item: ItemId::new("backup"),
            place: String::new(),
            file: None,
            valid_until: None,
            restored_on,
            recorded_by: String::new(),
            recorded_at: Timestamp::UNIX_EPOCH,
            withdrawn_at: None,
        };
        let (without, with) = ([piece(None)], [piece(Some(TODAY))]);
        let found = |inquiries: &[Inquiry], evidence: &[Evidence]| {
            let looked =
                Looked { own_yes: &own_yes, inquiries, evidence, to_restore: &to_restore, today: TODAY };
            let found = all(&looked);
            (found.unrestored.len(), found.different.len(), found.count())
        };
        assert_eq!(found(&inquiries, &without), (1, 0, 2));
        assert_eq!(found(&inquiries, &with), (0, 0, 1));
        inquiries.push(inquiry("b", "tls", Some(Mark::Yes)));
        assert_eq!(found(&inquiries, &with), (0, 1, 2));
    }
}
