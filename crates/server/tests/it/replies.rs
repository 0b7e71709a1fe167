//! What a vendor types into its page is not lost, and what is wrong with it is said where it is wrong; a chase too.

use crate::inquiries::{link, opened, round, save};
use crate::vendors::sent;

#[test]
fn a_pass_that_ended_leads_back_to_the_code_and_the_page_says_so_before() {
    let mut round = round();
    let inquiry = sent(&mut round.hanako, &["tls", "management-risk"]);
    let door = link(&mut round.hanako, &inquiry);
    let page = opened(&round.server, &door).get("/v");
    assert!(page.text.contains("最後に保存してから2時間たつと閉じ"), "{}", page.text);
    assert!(page.text.contains("class=\"bottom-bar\""), "saving is always in sight");
    for list in ["経営層向け　", "システム管理者向け　"] {
        assert!(page.text.contains(&format!("<h2 lang=\"ja\">{list}")), "{list}: {}", page.text);
    }
    assert!(page.text.contains("\">経営層向け "), "files are told apart by list: {}", page.text);
    let token = door.0.strip_prefix("/v/").expect("a token");
    let mut without = round.server.somebody();
    let typed = [("seen", "0"), ("mark-tls", "yes"), ("comment-tls", "<b>1行目\n2行目")];
    let ended = without.post("/v", &[&typed[..], &[("link", token), ("finish", "no")]].concat());
    assert!(ended.status == 422 && ended.text.contains("まだ保存していません"), "{}", ended.text);
    assert!(!ended.text.contains("さくらカルテ") && ended.text.contains(&format!("action=\"{}\"", door.0)));
    let wrong = without.post(&door.0, &[&typed[..], &[("code", "")]].concat());
    for page in [&ended, &wrong] {
        let kept = "name=\"comment-tls\" value=\"&lt;b&gt;1行目\n2行目\"";
        assert!(page.text.contains(kept), "what was typed goes along: {}", page.text);
    }
    let back = without.post(&door.0, &[&typed[..], &[("code", &door.1)]].concat());
    assert!(back.status == 200 && back.text.contains("前に入力した内容を戻しました"), "{}", back.text);
    assert!(back.text.contains("&lt;b&gt;1行目\n2行目</textarea>"), "{}", back.text);
    assert!(!without.get("/v").text.contains("1行目"), "nothing is saved by that");
    let saved = without.post("/v", &[&typed[..], &[("finish", "no")]].concat());
    assert!(
        saved.status == 200 && saved.text.contains("保存しました") && saved.text.contains("1行目"),
        "{}",
        saved.text
    );
    assert_eq!(round.server.somebody().post(&door.0, &[("code", &door.1)]).path, "/v");
    for (link, told) in [("", "回答のページが閉じています"), ("nothing", "このアドレスは使えません")]
    {
        let closed = round.server.somebody().post("/v", &[("link", link), ("finish", "no")]);
        assert!(closed.status == 404 && closed.text.contains(told), "{told}: {}", closed.text);
    }
}

#[test]
fn what_is_wrong_with_an_answer_names_its_item_and_leads_to_its_field() {
    let mut round = round();
    let inquiry = sent(&mut round.hanako, &["tls", "log-clock"]);
    let door = link(&mut round.hanako, &inquiry);
    let mut vendor = opened(&round.server, &door);
    let open = save(&mut vendor, "yes", &[("mark-tls", "no"), ("answerer", "鈴木")]);
    assert!(open.status == 422 && open.text.contains("回答を直す所が1か所あります"), "{}", open.text);
    let told = open.between("<a href=\"#mark-log-clock\">", "</a>").expect("a link to the field");
    assert!(told.starts_with("システム管理者向け ") && told.contains("回答がありません"), "{told}");
    let vague = [
        ("mark-tls", "no"),
        ("target-tls", "2020-04-01"),
        ("mark-log-clock", "not-applicable"),
        ("answerer", "鈴木"),
    ];
    let vague = save(&mut vendor, "yes", &vague);
    for told in ["回答を直す所が2か所", "「該当なし」の理由を書いて", "回答する日より前の日付です"]
    {
        assert!(vague.status == 422 && vague.text.contains(told), "{told}: {}", vague.text);
    }
    let long = "あ".repeat(301);
    let long = save(&mut vendor, "no", &[("comment-tls", long.as_str())]);
    let told = long.between("<a href=\"#comment-tls\">", "</a>").expect("a link to the field");
    assert!(told.contains("コメント（300文字まで）：300文字までにしてください"), "{told}");
}

#[test]
fn a_day_that_cannot_be_is_named_in_the_log_of_the_chase() {
    let mut round = round();
    let inquiry = sent(&mut round.hanako, &["tls"]);
    let hanako = &mut round.hanako;
    for (day, due, field, sentence) in [
        ("R50.1.1", "R50.12.30", "日", "先の日付です"),
        ("2020-03-31", "R50.12.30", "日", "確認依頼を送った日より前の日付です"),
        ("2020-05-20", "2020-05-19", "新しい回答期限（再依頼のとき）", "依頼する日より前の期限です"),
    ] {
        let line = [("day", day), ("way", "fax"), ("said", "再送した"), ("new_due", due)];
        let refused = hanako.post(&format!("{inquiry}/chases"), &line);
        let told = format!(">{field}：{sentence}");
        assert!(refused.status == 422 && refused.text.contains(&told), "{told}: {}", refused.text);
    }
}
