//! Answering by card: one person, one sheet, whichever way; and nothing that joins the two in 無記名 rounds.

use crate::support::{OpenRound, fill_in, printed};

#[test]
fn to_open_a_cards_link_changes_nothing_and_gives_no_cookie() {
    let mut round = OpenRound::with_cards("anonymous", "with-names", &["東病棟"]);
    let card = round.cards(0).remove(0);
    let before = round.server.lines();
    let mut scanner = round.server.somebody();
    let door = scanner.get(&card.link);
    assert_eq!((door.status, door.header("set-cookie")), (200, ""));
    assert!(door.text.contains("無記名です") && door.text.contains("はじめる"), "{}", door.text);
    assert!(!door.text.contains("東病棟 看護師 1"), "whose card it is stands on the card only");
    assert_eq!(scanner.get("/slip/sheet").status, 422, "the link alone lets nobody through");
    assert_eq!(round.server.lines(), before);
}

#[test]
fn a_card_hands_in_one_sheet_whichever_way_it_is_shown() {
    let mut round = OpenRound::with_cards("anonymous", "with-names", &["東病棟"]);
    let card = round.cards(0).remove(0);
    let mut nurse = round.server.somebody();
    let sheet = round.show(&mut nurse, &card);
    assert_eq!(sheet.path, "/slip/sheet");
    assert!(
        sheet.text.contains("さんのカード") && sheet.text.contains("回答とは結びつきません"),
        "{}",
        sheet.text
    );
    let thanks = fill_in(&mut nurse, &sheet, "yyyynyyyyy", "as_is");
    assert!(thanks.path == "/slip/thanks" && thanks.text.contains("9/10"), "{}", thanks.text);
    let again = fill_in(&mut nurse, &sheet, "yyyynyyyyy", "as_is");
    assert!(again.text.contains("9/10"), "the same form counts once and answers the same: {}", again.text);
    let mut second = round.server.somebody();
    let refused = round.show(&mut second, &card);
    assert!(refused.status == 409 && refused.text.contains("すでに提出されています"), "{}", refused.text);
    let mut kiosk = round.server.somebody();
    let refused = kiosk.post("/kiosk", &[("code", &card.code)]);
    assert!(refused.text.contains("すでに提出されています"), "{}", refused.text);
    let back = nurse.get("/slip/sheet");
    assert!(back.text.contains("この表示は終わりました"), "{}", back.text);
}

#[test]
fn two_cards_in_one_browser_are_never_mixed_up() {
    let mut round = OpenRound::with_cards("named", "with-names", &["東病棟"]);
    let cards = round.cards(0);
    let mut phone = round.server.somebody();
    let first = round.show(&mut phone, &cards[0]);
    let second = round.show(&mut phone, &cards[1]);
    let refused = fill_in(&mut phone, &first, "nnnnnnnnnn", "as_is");
    assert!(refused.status == 422 && refused.text.contains("もう一度開いてください"), "{}", refused.text);
    assert_eq!(round.board()[0], "0/10");
    assert!(fill_in(&mut phone, &second, "yyyyyyyyyy", "as_is").text.contains("10/10"));
    assert_eq!(round.board()[0], "1/10");
}

#[test]
fn who_handed_in_is_told_in_batches_only_and_the_close_tells_all() {
    let mut round = OpenRound::with_cards("anonymous", "with-names", &["東病棟"]);
    let cards = round.cards(0);
    assert_eq!(cards.len(), 10);
    let told = |round: &OpenRound| {
        let is_told = |row: &&String| row.ends_with("Integer(1)]") || row.ends_with("Integer(1))");
        round.server.lines()["slip"].iter().filter(is_told).count()
    };
    for (nth, card) in (1..).zip(&cards[..7]) {
        let mut nurse = round.server.somebody();
        let sheet = round.show(&mut nurse, card);
        assert!(fill_in(&mut nurse, &sheet, "yyyyyyyyyn", "as_is").text.contains("9/10"));
        assert_eq!(
            told(&round),
            if nth < 5 { 0 } else { 5 },
            "after {nth}: {:?}",
            round.server.lines()["slip"]
        );
    }
    round.close();
    assert_eq!(told(&round), 7);
    let late = round.server.somebody().get(&cards[9].link);
    assert!(late.text.contains("締め切られました"), "{}", late.text);
}

#[test]
fn nothing_in_the_database_joins_a_card_to_marks_department_and_occupation() {
    let mut round = OpenRound::with_cards("anonymous", "with-names", &["東病棟"]);
    let cards = round.cards(0);
    let events = round.server.lines()["audit_event"].len();
    for card in &cards[..3] {
        let mut nurse = round.server.somebody();
        let sheet = round.show(&mut nurse, card);
        fill_in(&mut nurse, &sheet, "ynynynynyn", "as_is");
    }
    let lines = round.server.lines();
    assert!(
        lines["staff_count"].is_empty()
            && lines["staff_sheet"].is_empty()
            && lines["staff_answer"].is_empty()
    );
    assert_eq!(lines["sealed_pool"].len(), 1);
    assert_eq!(lines["audit_event"].len(), events, "an event would bear a time");
}

#[test]
fn a_card_without_a_name_asks_for_the_occupation_and_tells_numbers_only() {
    let mut round = OpenRound::with_cards("anonymous", "without-names", &["東病棟"]);
    let cards = round.cards(0);
    assert_eq!(cards.len(), 10, "as many as are asked");
    for card in &cards[..5] {
        let mut nurse = round.server.somebody();
        let choice = round.show(&mut nurse, card);
        assert!(choice.path == "/slip" && choice.text.contains("氏名がありません"), "{}", choice.text);
        let sheet = nurse.get(&format!("/slip/sheet?occupation={}", round.occupations[0]));
        assert!(!sheet.text.contains("さんのカード"));
        assert!(fill_in(&mut nurse, &sheet, "yyyyyyyyyy", "as_is").text.contains("10/10"));
    }
    let list = round.hanako.get(&format!("/rounds/{}/slips?department={}", round.id, round.doors[0].0));
    assert_eq!(list.text.matches(">提出済み<").count(), 5, "{}", list.text);
    assert!(!list.text.contains("カナ") && !list.text.contains("東病棟 看護師"), "{}", list.text);
    let department = round.doors[0].0.clone();
    let spares = format!("/rounds/{}/slips/spares", round.id);
    round.hanako.post(&spares, &[("department", &department), ("number", "２")]);
    assert_eq!(round.cards(0).len(), 12);
    assert_eq!(round.hanako.post(&spares, &[("department", &department), ("number", "101")]).status, 422);
    assert_eq!(round.hanako.post(&spares, &[("department", "elsewhere"), ("number", "1")]).status, 404);
}

#[test]
fn what_was_begun_by_link_is_finished_by_code_in_a_named_round_and_corrected_by_card() {
    let mut round = OpenRound::with_cards("named", "with-names", &["東病棟"]);
    let card = round.cards(0).remove(0);
    let mut phone = round.server.somebody();
    let sheet = round.show(&mut phone, &card);
    assert!(sheet.text.contains("さんのカード") && !sheet.text.contains("name=\"filler\""), "{}", sheet.text);
    let kept = fill_in(&mut phone, &sheet, "yyn-------", "keep");
    assert!(kept.path == "/slip/kept" && kept.text.contains("まだ提出していません"), "{}", kept.text);
    assert_eq!(round.board()[0], "0/10", "begun is not handed in");
    let mut terminal = round.server.somebody();
    let begun = terminal.post("/code", &[("code", &card.code.to_lowercase().replace('-', " "))]);
    assert!(begun.text.contains("途中まで保存した内容"), "{}", begun.text);
    assert_eq!(begun.text.matches(" checked").count(), 3, "{}", begun.text);
    let done = fill_in(&mut terminal, &begun, "yynyyyyyyy", "as_is");
    assert!(done.text.contains("9/10") && !done.text.contains("受付番号"), "{}", done.text);
    assert_eq!(round.board()[0], "1/10");
    let mut later = round.server.somebody();
    let shown = round.show(&mut later, &card);
    assert!(shown.text.contains("訂正を提出する"), "{}", shown.text);
    assert!(fill_in(&mut later, &shown, "yyyyyyyyyy", "as_is").text.contains("10/10"));
    assert_eq!(round.board()[0], "1/10", "a correction is no second sheet");
    let again = round.cards(0);
    assert!(again.len() == 9 && again.iter().all(|other| other.code != card.code), "a card opens the sheet");
    let log = round.hanako.get("/settings/audit-events.csv");
    assert_eq!(log.text.matches("回答カードで記名の記入票を開いた").count(), 2, "{}", log.text);
    assert!(log.text.contains("（記入票の氏名。ログインなし）"), "{}", log.text);
    let lines = round.server.lines();
    assert_eq!((lines["staff_sheet"].len(), lines["staff_answer"].len()), (1, 30));
    let sheets = round.hanako.get(&format!("/rounds/{}/staff-sheets", round.id));
    assert_eq!(sheets.text.matches("東病棟 ").count(), 1, "{}", sheets.text);
}

#[test]
fn a_lost_card_is_replaced_and_the_old_one_opens_nothing() {
    let mut round = OpenRound::with_cards("anonymous", "with-names", &["東病棟"]);
    let old = round.cards(0).remove(0);
    let mut nurse = round.server.somebody();
    let sheet = round.show(&mut nurse, &old);
    let list = round.hanako.get(&format!("/rounds/{}/slips?department={}", round.id, round.doors[0].0));
    let address = list.between("action=\"/rounds/", "/replacement\"").expect("a button").to_owned();
    let replaced = round.hanako.post(&format!("/rounds/{address}/replacement"), &[]);
    assert!(replaced.text.contains("前のカードはもう使えません"), "{}", replaced.text);
    let print = replaced.between("cards.pdf?slip=", "\"").expect("a link to print it").to_owned();
    let file = round.hanako.get(&format!("/rounds/{}/slips/cards.pdf?slip={print}", round.id));
    let new = printed(&file.bytes).remove(0);
    assert!(new.code != old.code && new.link != old.link);
    assert_eq!(round.server.somebody().get(&old.link).status, 404);
    let typed = round.server.somebody().post("/code", &[("code", &old.code)]);
    assert!(typed.text.contains("見つかりません"), "{}", typed.text);
    let under_way = fill_in(&mut nurse, &sheet, "yyyyyyyyyy", "as_is");
    assert_eq!(under_way.status, 422, "a pass of the old card counts no more: {}", under_way.text);
    let mut other = round.server.somebody();
    let sheet = round.show(&mut other, &new);
    assert!(fill_in(&mut other, &sheet, "yyyyyyyyyy", "as_is").text.contains("10/10"));
}

#[test]
fn guessing_codes_slows_down_whoever_guesses_and_raises_an_alarm() {
    let mut round = OpenRound::with_cards("anonymous", "with-names", &["東病棟"]);
    let card = round.cards(0).remove(0);
    let mut guesser = round.server.somebody();
    for typed in ["", "AC34-7XY", "AC34-7XY0", "<script>alert(1)</script>"] {
        let page = guesser.post("/code", &[("code", typed)]);
        assert!(page.status == 422 && !page.text.contains("<script>alert"), "{typed}: {}", page.text);
    }
    // Once in the filter of the page.
    assert_eq!(round.hanako.get("/settings/audit-events").text.matches("警報").count(), 1);
    round.server.guessed_wrong("codes", 10);
    // A code with a right check character that no card has: every place worth nothing.
    let mut answers = Vec::new();
    for _ in 0..11 {
        answers.push(guesser.post("/kiosk", &[("code", "3333-3333")]).text);
    }
    assert!(answers[9].contains("見つかりません"), "{}", answers[9]);
    assert!(answers[10].contains("しばらく受け付けられません"), "{}", answers[10]);
    let waits = guesser.post("/code", &[("code", &card.code)]);
    assert!(waits.text.contains("しばらく受け付けられません"), "a right code waits too: {}", waits.text);
    let log = round.hanako.get("/settings/audit-events");
    assert_eq!(log.text.matches("警報").count(), 2, "{}", log.text);
}

#[test]
fn a_shared_terminal_takes_everything_of_the_last_person_away() {
    let mut round = OpenRound::with_cards("anonymous", "with-names", &["東病棟"]);
    let cards = round.cards(0);
    let mut kiosk = round.server.somebody();
    assert!(kiosk.get("/kiosk").text.contains("autocomplete=\"off\""));
    let sheet = kiosk.post("/kiosk", &[("code", &cards[0].code)]);
    assert_eq!(sheet.header("refresh"), "600; url=/kiosk", "also where nobody goes on");
    assert_eq!(sheet.header("cache-control"), "no-store");
    let open = fill_in(&mut kiosk, &sheet, "yn--------", "none");
    assert!(
        open.path == "/slip/sheet" && !open.query.contains("draft"),
        "no answers in the address: {}",
        open.query
    );
    assert_eq!(open.text.matches(" checked").count(), 2, "{}", open.text);
    kiosk.get("/kiosk");
    let back = kiosk.get("/slip/sheet?open=1");
    assert_eq!((back.status, back.text.matches(" checked").count()), (422, 0), "{}", back.text);
    let sheet = kiosk.post("/kiosk", &[("code", &cards[1].code)]);
    assert_eq!(sheet.text.matches(" checked").count(), 0, "the next person finds no marks");
    let thanks = fill_in(&mut kiosk, &sheet, "yyyyyyyyyy", "as_is");
    assert_eq!(thanks.header("refresh"), "5; url=/kiosk");
    kiosk.get("/kiosk");
    assert!(!kiosk.get("/slip/thanks").text.contains("10/10"));
}

#[test]
fn what_is_switched_off_is_not_there_and_cards_with_names_want_people() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    for address in ["/code", "/kiosk"] {
        assert_eq!(round.server.somebody().get(address).status, 404, "{address}");
    }
    assert_eq!(round.hanako.get(&format!("/rounds/{}/slips", round.id)).status, 404);
    round.close();
    round.hanako.get("/settings/features");
    round.hanako.post("/settings/features", &[("feature", "slips")]);
    let catalog = tenken_domain::catalog::builtin()[0].id.to_string();
    let plan = |slips: &'static str, naming: &'static str| {
        [
            ("catalog", catalog.clone()),
            ("name", "令和8年度 第2回".to_owned()),
            ("from", "R1.5.1".to_owned()),
            ("until", "R50.12.31".to_owned()),
            ("lists", "staff".to_owned()),
            ("naming", naming.to_owned()),
            ("slips", slips.to_owned()),
        ]
    };
    let post = |round: &mut OpenRound, plan: [(&str, String); 7]| {
        let fields: Vec<_> = plan.iter().map(|(name, value)| (*name, value.as_str())).collect();
        round.hanako.get("/rounds/new");
        round.hanako.post("/rounds", &fields)
    };
    let refused = post(&mut round, plan("without-names", "named"));
    assert!(
        refused.status == 422 && refused.text.contains("氏名のないカードは使えません"),
        "{}",
        refused.text
    );
    let planned = post(&mut round, plan("with-names", "anonymous"));
    let refused = round.hanako.post(&format!("{}/opening", planned.path), &[]);
    assert!(refused.status == 422 && refused.text.contains("対象者の名簿が必要です"), "{}", refused.text);
    let refused = round.hanako.get(&planned.path);
    assert!(refused.text.contains("準備中"), "nothing was opened by half: {}", refused.text);
}

#[test]
fn after_handing_in_or_keeping_the_next_person_at_the_same_browser_finds_no_marks() {
    let mut round = OpenRound::with_cards("named", "with-names", &["東病棟"]);
    let cards = round.cards(0);
    let mut terminal = round.server.somebody();
    let sheet = terminal.post("/kiosk", &[("code", &cards[0].code)]);
    let kept = fill_in(&mut terminal, &sheet, "yn--------", "keep");
    assert!(kept.path == "/slip/kept" && kept.header("refresh") == "5; url=/kiosk", "{}", kept.text);
    let mut shared = round.server.somebody();
    let sheet = shared.post("/code", &[("code", &cards[1].code)]);
    let done = fill_in(&mut shared, &sheet, "yyyyyyyyyn", "as_is");
    assert!(done.text.contains("9/10"), "{}", done.text);
    for next in [&mut terminal, &mut shared] {
        let back = next.get("/slip/sheet");
        assert!(
            back.text.contains("この表示は終わりました") && !back.text.contains(" checked"),
            "{}",
            back.text
        );
        let mischief = fill_in(next, &sheet, "nnnnnnnnnn", "none");
        assert!(!mischief.text.contains("0/10"), "{}", mischief.text);
    }
    let owner = round.show(&mut round.server.somebody(), &cards[0]);
    assert_eq!(owner.text.matches(" checked").count(), 2, "with the card one goes on: {}", owner.text);
    round.close();
    let lines = round.server.lines();
    assert_eq!(
        (lines["staff_sheet"].len(), lines["staff_answer"].len()),
        (1, 10),
        "what was never handed in goes"
    );
}

#[test]
fn holding_one_card_lets_nobody_guess_faster() {
    let mut round = OpenRound::with_cards("anonymous", "with-names", &["東病棟"]);
    let card = round.cards(0).remove(0);
    let mut guesser = round.server.somebody();
    for nth in 0..10 {
        assert!(guesser.post("/code", &[("code", "3333-3333")]).text.contains("見つかりません"), "{nth}");
        if nth == 5 {
            assert_eq!(guesser.post("/code", &[("code", &card.code)]).path, "/slip/sheet");
        }
    }
    let waits = guesser.post("/code", &[("code", "3333-3333")]);
    assert!(waits.text.contains("しばらく受け付けられません"), "{}", waits.text);
}
