//! Who may do what to a sheet in which state. One row a person, list and state; a column a request.

use tenken_domain::account::Role;

use super::round::{ADMINISTRATOR, EXECUTIVE, close, opened, prepared};
use crate::support::{Server, Somebody};

/// The requests of a row, in this order.
const COLUMNS: usize = 7;

fn ask(who: &mut Somebody, sheet: &str, (item, key): (&str, &str)) -> [u16; COLUMNS] {
    let filled = [("filler", "院長"), ("filled_on", "2026-04-02")];
    let mark = [("key", key), ("seen", "0"), ("mark", "yes")];
    [
        who.get(sheet).status,
        who.get(&format!("{sheet}/answers/{item}")).status,
        who.post(&format!("{sheet}/answers/{item}"), &mark).status,
        who.post(&format!("{sheet}/answers/{item}/ticks"), &[("tick", "0")]).status,
        who.post(&format!("{sheet}/header"), &filled).status,
        who.post(&format!("{sheet}/handing-in"), &filled).status,
        who.post(&format!("{sheet}/withdrawal"), &[]).status,
    ]
}

struct Cast {
    _server: Server,
    hanako: Somebody,
    others: [(&'static str, Somebody); 3],
}

fn cast() -> Cast {
    let (server, hanako) = Server::with_hospital();
    let executive = server.hire("director", "院長 一郎", Role::Executive);
    let auditor = server.hire("auditor", "監査 みどり", Role::Auditor);
    let head = server.hire_head();
    Cast { _server: server, hanako, others: [("executive", executive), ("auditor", auditor), ("head", head)] }
}

/// What everybody but 管理 花子 is answered; the same in every state but for an executive's own list.
fn assert_others(cast: &mut Cast, round: &str, own: [u16; COLUMNS]) {
    let reads = [200, 200, 403, 403, 403, 403, 403];
    for (name, who) in &mut cast.others {
        for (list, item) in [(EXECUTIVE, "policy"), (ADMINISTRATOR, "access-log")] {
            let expected = match (*name, list) {
                ("executive", EXECUTIVE) => own,
                ("head", _) => [404; COLUMNS],
                _ => reads,
            };
            who.get("/");
            let found = ask(who, &format!("{round}/sheets/{list}"), (item, "others"));
            assert_eq!(found, expected, "{name} {list}");
        }
    }
}

#[test]
fn before_the_opening_there_are_no_sheets() {
    let mut cast = cast();
    let round = prepared(&mut cast.hanako, "準備中", &[EXECUTIVE, ADMINISTRATOR]);
    let sheet = format!("{round}/sheets/{EXECUTIVE}");
    let nothing = [404, 404, 404, 409, 409, 409, 409];
    assert_eq!(ask(&mut cast.hanako, &sheet, ("policy", "a")), nothing);
    let [(_, executive), (_, auditor), (_, head)] = &mut cast.others;
    assert_eq!(ask(executive, &sheet, ("policy", "a")), nothing);
    assert_eq!(ask(auditor, &sheet, ("policy", "a")), [404, 404, 403, 403, 403, 403, 403]);
    assert_eq!(ask(head, &sheet, ("policy", "a")), [404; COLUMNS]);
}

#[test]
fn an_open_sheet_is_written_on_by_its_own_audience_and_administrators() {
    let mut cast = cast();
    let round = opened(&mut cast.hanako);
    assert_others(&mut cast, &round, [200; COLUMNS]);
    let (hanako, sheet) = (&mut cast.hanako, format!("{round}/sheets"));
    assert_eq!(ask(hanako, &format!("{sheet}/{EXECUTIVE}"), ("operating-rules", "a")), [200; COLUMNS]);
    assert_eq!(ask(hanako, &format!("{sheet}/{ADMINISTRATOR}"), ("access-log", "b")), [200; COLUMNS]);
    let seen = cast.others[1].1.get(&format!("{sheet}/{EXECUTIVE}")).text;
    assert!(!seen.contains("class=\"answer\"") && !seen.contains("/handing-in"), "an auditor sees no forms");
    assert!(seen.contains("院長 一郎"), "and who set a mark");
}

#[test]
fn a_sheet_that_is_handed_in_takes_nothing() {
    let mut cast = cast();
    let round = opened(&mut cast.hanako);
    let sheet = format!("{round}/sheets/{EXECUTIVE}");
    let filled = [("filler", "院長"), ("filled_on", "2026-04-02")];
    cast.hanako.get(&sheet);
    assert_eq!(cast.hanako.post(&format!("{sheet}/handing-in"), &filled).status, 200);
    assert_others(&mut cast, &round, [200, 200, 409, 409, 409, 409, 200]);
}

#[test]
fn a_closed_round_never_changes() {
    let mut cast = cast();
    let round = opened(&mut cast.hanako);
    close(&mut cast.hanako, &round);
    let closed = [200, 200, 409, 409, 409, 409, 409];
    assert_others(&mut cast, &round, closed);
    for (list, item) in [(EXECUTIVE, "policy"), (ADMINISTRATOR, "access-log")] {
        assert_eq!(ask(&mut cast.hanako, &format!("{round}/sheets/{list}"), (item, "a")), closed);
    }
}

#[test]
fn somebody_who_is_not_logged_in_is_led_to_the_login() {
    let (server, mut hanako) = Server::with_hospital();
    let round = opened(&mut hanako);
    let mut stranger = server.somebody();
    for page in ["/answering".to_owned(), format!("{round}/sheets/{EXECUTIVE}")] {
        assert_eq!(stranger.get(&page).path, "/login");
    }
    let [_, _, rest @ ..] = ask(&mut stranger, &format!("{round}/sheets/{EXECUTIVE}"), ("policy", "a"));
    assert_eq!(rest, [401; COLUMNS - 2]);
}

#[test]
fn answering_is_for_those_who_may_see_the_sheets() {
    let mut cast = cast();
    opened(&mut cast.hanako);
    let [(_, executive), (_, auditor), (_, head)] = &mut cast.others;
    let page = executive.get("/answering").text;
    assert_eq!((page.matches("回答する").count(), page.matches(">見る<").count()), (1, 2), "{page}");
    assert_eq!(auditor.get("/answering").text.matches(">見る<").count(), 3);
    let nothing = head.get("/answering").text;
    assert!(
        nothing.contains("割り当てられた項目は、今はありません") && !nothing.contains("/sheets/"),
        "{nothing}"
    );
}

#[test]
fn the_staffs_list_and_unknown_ones_have_no_sheet() {
    let mut cast = cast();
    let round = opened(&mut cast.hanako);
    for list in ["staff", "nothing"] {
        assert_eq!(cast.hanako.get(&format!("{round}/sheets/{list}")).status, 404);
    }
    assert_eq!(cast.hanako.get("/rounds/no-such-round/sheets/executive").status, 404);
}
