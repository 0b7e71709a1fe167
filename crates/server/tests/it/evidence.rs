//! Evidence: recorded for an item, named beside its ○, warned of before it ends, carried into the next round.

use crate::support::{OpenRound, answer};

const TLS: &str = "/evidence/administrator/tls";

#[test]
fn a_yes_without_evidence_says_so_and_evidence_goes_on_into_the_next_round() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "administrator", &[("tls", "yes", ""), ("access-log", "yes", "")]);
    let list = round.hanako.get("/evidence");
    assert!(list.text.contains("○の項目 2、うち根拠資料なし 2"), "{}", list.text);
    round.hanako.get(TLS);
    let fields = [
        ("place", "設定書<b>（総務課キャビネット3）"),
        ("valid_until", "R50.3.31"),
        ("restored_on", "2020-01-31"),
    ];
    let recorded = round.hanako.post(TLS, &fields);
    assert!(
        recorded.text.contains("設定書&lt;b&gt;") && recorded.text.contains("令和50年3月31日"),
        "{}",
        recorded.text
    );
    assert!(recorded.text.contains("復元の確認 令和2年1月31日"));
    let again = round.hanako.post(TLS, &fields);
    assert_eq!(again.text.matches("/withdrawal\"").count(), 1, "the same form records it once");
    assert!(round.hanako.get("/evidence").text.contains("うち根拠資料なし 1"));
    round.close();
    round.open_another("令和8年度 第2回");
    let id = round.id.clone();
    let sheet = round.hanako.get(&format!("/rounds/{id}/sheets/administrator"));
    let row = sheet.between("<article id=\"item-tls\"", "</article>").expect("the item");
    assert!(row.contains("根拠資料：設定書&lt;b&gt;"), "{row}");
    assert!(!row.contains("aria-pressed=\"true\""), "evidence marks nothing by itself");
}

#[test]
fn what_has_ended_is_told_and_what_is_withdrawn_counts_no_more() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let hanako = &mut round.hanako;
    hanako.get(TLS);
    let old = hanako.post(TLS, &[("place", "古い証明書"), ("valid_until", "2020-03-31")]);
    assert!(old.text.contains("期限切れ"), "{}", old.text);
    let list = hanako.get("/evidence");
    assert!(list.text.contains("期限切れ・まもなく期限の根拠資料 (1)"), "{}", list.text);
    assert!(hanako.get("/").text.contains("期限切れ・まもなく期限の根拠資料が 1 件"));
    answer(hanako, &round.id, "administrator", &[("tls", "yes", ""), ("access-log", "yes", "")]);
    let list = hanako.get("/evidence").text;
    assert!(list.contains("うち根拠資料なし 2（期限切れの資料だけのもの 1 を含む）"), "{list}");
    let sheet = hanako.get(&format!("/rounds/{}/sheets/administrator", round.id));
    let row = sheet.between("<article id=\"item-tls\"", "</article>").expect("the item");
    assert!(
        row.contains("有効な根拠資料なし（期限切れのものだけ）：古い証明書（期限切れ：令和2年3月31日まで）"),
        "{row}"
    );
    let withdrawal =
        old.between(&format!("action=\"{TLS}/"), "\"").map(|rest| format!("{TLS}/{rest}")).expect("a form");
    hanako.get(TLS);
    let gone = hanako.post(&withdrawal, &[]);
    assert!(gone.text.contains("根拠資料なし") && gone.text.contains("外した資料 (1)"), "{}", gone.text);
    assert_eq!(hanako.post(&withdrawal, &[]).status, 404);
    let log = hanako.get("/settings/audit-events").text;
    assert!(
        log.contains("根拠資料を記録した") && log.contains("根拠資料を外した") && log.contains("TLSの設定"),
        "{log}"
    );
}

#[test]
fn a_closed_round_shows_what_was_recorded_by_then() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let sheet = format!("/rounds/{}/sheets/administrator", round.id);
    round.hanako.get(TLS);
    round.hanako.post(TLS, &[("place", "締切前の設定書")]);
    round.close();
    round.hanako.get(TLS);
    round.hanako.post(TLS, &[("place", "締切後の設定書")]);
    let page = round.hanako.get(&sheet);
    let row = page.between("<article id=\"item-tls\"", "</article>").expect("the item");
    assert!(row.contains("締切前の設定書") && !row.contains("締切後の設定書"), "{row}");
}

#[test]
fn what_was_typed_wrongly_is_refused_at_its_field() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    for (field, typed, sentence) in [
        ("place", "", "入力してください"),
        ("valid_until", "いつか", "日付として読めません"),
        ("restored_on", "R50.1.1", "先の日付です"),
    ] {
        round.hanako.get(TLS);
        let others = [("place", "設定書")].into_iter().filter(|(name, _)| *name != field);
        let fields: Vec<_> = others.chain([(field, typed)]).collect();
        let refused = round.hanako.post(TLS, &fields);
        assert!(refused.status == 422 && refused.text.contains(sentence), "{field}: {}", refused.text);
    }
    assert_eq!(round.hanako.get("/evidence/administrator/nothing").status, 404);
}
