//! The improvement plan: from a finding to an action, its steps and history, its papers, and what the next round says.

use crate::support::{OpenRound, Page, Somebody, answer, worksheets};

/// A round in which three items are ×.
fn found() -> OpenRound {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "executive", &[("csirt", "no", ""), ("policy", "yes", "")]);
    let marks = [("tls", "no", ""), ("disposal", "no", ""), ("log-clock", "pending-vendor", "")];
    answer(&mut round.hanako, &id, "administrator", &marks);
    round
}

const TLS: &str = "administrator/tls";
const DISPOSAL: &str = "administrator/disposal";

/// Adds an action; the fields beside the usual ones come last, so that they can be several findings.
fn add(hanako: &mut Somebody, title: &str, others: &[(&str, &str)]) -> Page {
    hanako.get("/plan/actions/new");
    let mut fields = vec![("title", title)];
    fields.extend(others);
    hanako.post("/plan/actions", &fields)
}

fn write(hanako: &mut Somebody, action: &str, step: &str, note: &str) -> Page {
    hanako.get(action);
    hanako.post(&format!("{action}/history"), &[("step", step), ("note", note)])
}

#[test]
fn findings_become_an_action_that_goes_from_planned_to_confirmed() {
    let mut round = found();
    let hanako = &mut round.hanako;
    let findings = hanako.get("/findings");
    for code in [TLS, DISPOSAL, "executive/csirt"] {
        assert!(findings.text.contains(&format!("name=\"finding\" value=\"{code}\"")), "{}", findings.text);
    }
    assert!(findings.text.contains("対策のない要改善事項が3件あります"));
    assert!(
        findings.text.contains("要確認事項（確認中の項目）") && findings.text.contains("確認中（事業者）")
    );
    let form =
        hanako.get(&format!("/plan/actions/new?finding={TLS}&finding={DISPOSAL}&finding=staff/nothing"));
    assert_eq!(form.text.matches(" checked>").count(), 2, "{}", form.text);
    let fields = [
        ("finding", TLS),
        ("finding", DISPOSAL),
        ("content", "設定を見直す\n<b>全端末</b>"),
        ("owner", "医療情報室"),
        ("due", "令和50年3月31日"),
        ("cost_once", "１２０万円"),
        ("cost_yearly", "0"),
        ("effort", "１５人日"),
    ];
    let made = add(hanako, "接続の設定を見直す", &fields);
    assert_eq!(made.status, 200, "{}", made.text);
    for words in ["未着手", "1,200,000円", "<dd>0円</dd>", "15人日", "令和50年3月31日", "&lt;b&gt;全端末"]
    {
        assert!(made.text.contains(words), "{words}: {}", made.text);
    }
    let action = made.path.clone();
    assert!(write(hanako, &action, "start", "").text.contains("実施中（"));
    let silent = write(hanako, &action, "finish", "　");
    assert_eq!(silent.status, 422);
    assert!(silent.text.contains("記録を入力してください"), "{}", silent.text);
    assert!(write(hanako, &action, "finish", "設定の写しは総務課キャビネット3").text.contains("実施済（"));
    let confirmed = write(hanako, &action, "confirm", "外からの検査で確かめた");
    assert!(confirmed.text.contains("効果確認済（"), "{}", confirmed.text);
    let history = confirmed.between("<ol class=\"history\">", "</ol>").expect("a history");
    assert_eq!(history.matches("<li>").count(), 3, "{history}");
    assert!(
        history.contains("管理") && history.find("効果を確認した") < history.find("実施済にした"),
        "{history}"
    );
    let log = hanako.get("/settings/audit-events");
    for words in ["対策を計画に加えた", "対策の進み具合を記録した", "対策：接続の設定を見直す", "効果確認済"]
    {
        assert!(log.text.contains(words), "{words}: {}", log.text);
    }
}

#[test]
fn what_was_typed_wrongly_is_refused_at_its_field_and_stays() {
    let mut round = found();
    for (field, typed, sentence) in [
        ("cost_once", "約5万円", "金額として読めません"),
        ("cost_yearly", "99999999999", "金額として読めません"),
        ("effort", "3.5", "0以上の整数で入力してください"),
        ("due", "来月末", "日付として読めません"),
        ("finding", "administrator/access-log", "最新の自己点検にない要改善事項"),
        ("finding", "staff/clear-screen/department/nothing", "最新の自己点検にない要改善事項"),
    ] {
        let refused = add(&mut round.hanako, "見直す", &[(field, typed)]);
        assert_eq!(refused.status, 422, "{field}");
        assert!(refused.text.contains(sentence), "{field}: {}", refused.text);
        assert!(refused.text.contains("value=\"見直す\""), "what was typed stays");
        assert!(field == "finding" || refused.text.contains(&format!("value=\"{typed}\"")));
    }
    assert_eq!(add(&mut round.hanako, "", &[]).status, 422);
    assert!(round.hanako.get("/plan").text.contains("まだ対策がありません"));
}

#[test]
fn a_form_sent_twice_counts_once_and_a_step_somebody_else_took_is_told() {
    let mut round = found();
    let hanako = &mut round.hanako;
    let first = add(hanako, "見直す", &[("finding", TLS)]);
    let again = hanako.post("/plan/actions", &[("title", "見直す"), ("finding", TLS)]);
    assert_eq!(first.path, again.path);
    assert_eq!(hanako.get("/plan").text.matches("<tr><th scope=\"row\">").count(), 1);
    let action = first.path;
    write(hanako, &action, "none", "見積を頼んだ");
    let noted = hanako.post(&format!("{action}/history"), &[("step", "none"), ("note", "見積を頼んだ")]);
    assert_eq!(noted.text.matches("見積を頼んだ").count(), 1, "{}", noted.text);
    assert!(write(hanako, &action, "none", "").text.contains("記録を入力してください"));
    assert!(write(hanako, &action, "", "言葉").text.contains("1つ選んでください"));
    let late = write(hanako, &action, "confirm", "確かめた");
    assert_eq!(late.status, 422);
    assert!(late.text.contains("ほかの人が先に進み具合を変えました"), "{}", late.text);
    assert!(late.text.contains("確かめた</textarea>"), "what was typed stays");
}

#[test]
fn the_plan_shows_a_timetable_for_each_fiscal_year_in_which_something_begins_or_ends() {
    let mut round = found();
    add(&mut round.hanako, "長くかかる", &[("due", "令和50年6月30日")]);
    let plan = round.hanako.get("/plan").text;
    let drawing = |year: &str| {
        let after = plan.split(&format!("<figcaption>{year}の予定</figcaption>")).nth(1);
        after
            .unwrap_or_else(|| panic!("{year}: {plan}"))
            .split("</svg>")
            .next()
            .expect("a drawing")
            .to_owned()
    };
    let (last, triangle) = (drawing("令和50年度"), "L0 ");
    assert!(last.contains("長くかかる") && last.contains(triangle), "it comes from the year before: {last}");
    assert!(!plan.contains("令和49年度の予定"), "nothing begins or ends in it");
    assert_eq!(plan.matches("の予定</figcaption>").count(), 2, "{plan}");
}

#[test]
fn what_is_late_stands_first_and_on_the_first_page() {
    let mut round = found();
    let hanako = &mut round.hanako;
    add(hanako, "いつか", &[]);
    add(hanako, "来年", &[("due", "R50.3.31")]);
    assert!(!hanako.get("/").text.contains("期限を過ぎた対策"));
    let late = add(hanako, "昨年", &[("due", "2020-03-31")]);
    assert!(late.text.contains("期限超過"));
    let plan = hanako.get("/plan");
    let place = |words: &str| plan.text.find(words).unwrap_or_else(|| panic!("{words}: {}", plan.text));
    assert!(place("期限を過ぎた対策 (1)") < place("昨年"));
    assert!(place("昨年") < place("未着手の対策 (2)") && place("来年") < place("いつか"));
    assert!(plan.text.contains("期限未定の対策1件は、図に載せていません"));
    assert!(hanako.get("/").text.contains("期限を過ぎた対策が1件あります"));
    write(hanako, &late.path, "drop", "不要になった");
    assert!(!hanako.get("/").text.contains("期限を過ぎた対策"));
    assert!(hanako.get("/plan").text.contains("効果確認済・取りやめ (1)"));
}

#[test]
fn whoever_is_told_of_an_action_finds_it_on_the_first_page_and_says_how_far_it_is() {
    let mut round = found();
    let mut head = round.head(0);
    let ward = format!("department/{}", round.doors[0].0);
    let hanako = &mut round.hanako;
    let own = add(hanako, "棟の端末を見直す", &[("charge", &ward), ("due", "2020-03-31"), ("finding", TLS)]);
    assert!(own.text.contains("通知先") && own.text.matches("東病棟").count() >= 2, "{}", own.text);
    let others = add(hanako, "ほかの人の対策", &[("charge", "department/nobody")]);
    assert!(others.status == 422 && others.text.contains("この担当は使えなくなりました"), "{}", others.text);
    let others = add(hanako, "ほかの人の対策", &[]).path;
    assert!(head.get("/").text.contains("期限を過ぎた担当の対策が1件あります"));
    let list = head.get("/plan/own").text;
    assert!(
        list.contains("棟の端末を見直す") && list.contains("期限超過") && !list.contains("ほかの人"),
        "{list}"
    );
    assert_eq!([head.get(&others).status, head.get("/plan").status], [404, 404]);
    let page = head.get(&own.path);
    assert!(
        page.text.contains("TLSの設定") && !page.text.contains("システム管理者 整理番号"),
        "{}",
        page.text
    );
    assert!(page.text.contains("value=\"finish\"") && !page.text.contains("value=\"drop\""), "{}", page.text);
    let done = write(&mut head, &own.path, "finish", "全端末を確認した");
    assert!(done.text.contains("実施済（") && done.text.contains("婦長"), "{}", done.text);
    assert_eq!(write(&mut head, &own.path, "confirm", "効いた").status, 404, "whether it helped others say");
    assert_eq!(head.post(&own.path, &[("title", "別の題")]).status, 404);
    assert_eq!(head.post(&format!("{others}/history"), &[("step", "none"), ("note", "見た")]).status, 404);
    assert!(!head.get("/").text.contains("担当の対策が"), "nothing is left to be done");
    assert!(round.hanako.get(&own.path).text.contains("全端末を確認した"));
}

#[test]
fn changing_an_action_keeps_how_far_it_is_and_the_log_says_what_changed() {
    let mut round = found();
    let hanako = &mut round.hanako;
    let action = add(hanako, "見直す", &[("finding", TLS), ("cost_once", "5000")]).path;
    write(hanako, &action, "start", "");
    let form = hanako.get(&format!("{action}/edit"));
    assert!(form.text.contains("value=\"5000\"") && form.text.matches(" checked>").count() == 1);
    let fields = [("title", "入れ替える"), ("finding", DISPOSAL), ("cost_once", "7000"), ("owner", "総務課")];
    let changed = hanako.post(&action, &fields);
    assert!(changed.text.contains("実施中（") && changed.text.contains("7,000円"), "{}", changed.text);
    let findings = changed.between("<table", "</table>").expect("findings");
    assert!(!findings.contains("TLSの設定") && findings.contains("機器破棄時のデータ消去確認"), "{findings}");
    let history = changed.between("<ol class=\"history\">", "</ol>").expect("a history");
    let told = ["計画を変えた", "5,000円 → 7,000円", "見直す → 入れ替える", "担当：（なし） → 総務課"];
    assert!(
        told.iter().all(|words| history.contains(words)),
        "postponing and the like stay in sight: {history}"
    );
    let again = hanako.post(&action, &fields);
    assert_eq!(again.text.matches("計画を変えた").count(), 1, "what changes nothing is no line");
    let log = hanako.get("/settings/audit-events").text;
    assert!(
        log.contains("5,000円") && log.contains("7,000円") && log.contains("機器破棄時のデータ消去確認"),
        "{log}"
    );
}

#[test]
fn the_next_round_says_whether_it_helped_and_what_came_back_wants_an_action_again() {
    let mut round = found();
    for (title, finding) in [("見直す", TLS), ("消去する", DISPOSAL), ("組織する", "executive/csirt")]
    {
        let action = add(&mut round.hanako, title, &[("finding", finding)]).path;
        if finding != "executive/csirt" {
            write(&mut round.hanako, &action, "finish", "済んだ");
        }
    }
    assert!(!round.hanako.get("/findings").text.contains("対策のない要改善事項"));
    round.close();
    round.open_another("令和8年度 第2回");
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "administrator", &[("tls", "yes", ""), ("disposal", "no", "")]);
    answer(&mut round.hanako, &id, "executive", &[("csirt", "no", "")]);
    let findings = round.hanako.get("/findings");
    assert!(findings.text.contains("対策のない要改善事項が1件あります"), "{}", findings.text);
    assert!(findings.text.contains("消去する</a>（実施済）"), "the old one is named: {}", findings.text);
    let plan = round.hanako.get("/plan");
    let action = plan.text.split("見直す</a>").next().and_then(|text| text.rsplit("href=\"").next());
    let action = action.and_then(|text| text.split('"').next()).expect("the action's address");
    let shown = round.hanako.get(action);
    let row = shown.between("TLSの設定とクライアント認証", "</tr>").expect("the finding");
    assert!(row.contains("令和8年度 第1回") && row.contains('○'), "{row}");
}

#[test]
fn the_plan_and_the_budget_request_are_files_whose_sums_are_right_and_whose_texts_are_texts() {
    let mut round = found();
    let hanako = &mut round.hanako;
    let year = "R50.6.30";
    add(
        hanako,
        "=cmd|'/c calc'!A1",
        &[("finding", TLS), ("due", year), ("cost_once", "30万"), ("cost_yearly", "5千円")],
    );
    add(hanako, "消去する", &[("finding", DISPOSAL), ("due", year), ("cost_yearly", "12,000")]);
    add(hanako, "続ける", &[("due", "R49.6.30"), ("cost_once", "999999"), ("cost_yearly", "7000")]);
    add(hanako, "いつか", &[("cost_once", "888888")]);
    let request = hanako.get("/plan/budget-request/2068.xlsx");
    assert_eq!(request.status, 200);
    let cells = cells(request.bytes);
    let has = |words: &str| cells.iter().any(|cell| cell == words);
    for sum in ["300000", "24000", "324000"] {
        assert!(has(sum), "{sum}: {cells:?}");
    }
    assert!(cells.iter().any(|cell| cell.starts_with("=cmd|")), "the title stands there as text: {cells:?}");
    for file in ["improvement-plan.pdf", "budget-request/2068.pdf"] {
        assert!(hanako.get(&format!("/plan/{file}")).bytes.starts_with(b"%PDF"), "{file}");
    }
    assert!(self::cells(hanako.get("/plan/improvement-plan.xlsx").bytes).iter().any(|cell| cell == "888888"));
    for nowhere in ["/plan/budget-request/2055.pdf", "/plan/budget-request/x.pdf", "/plan/filled-sheet.pdf"] {
        assert_eq!(hanako.get(nowhere).status, 404, "{nowhere}");
    }
    let log = hanako.get("/settings/audit-events");
    assert!(log.text.contains("予算要求書_令和50年度.xlsx"), "{}", log.text);
}

/// All cells of all sheets of a workbook, formulas by their saved value.
fn cells(workbook: Vec<u8>) -> Vec<String> {
    worksheets(workbook).into_iter().flat_map(|(_, rows)| rows.concat()).collect()
}
