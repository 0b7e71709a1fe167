//! The audit log shows what was done, in words, to those who may read it.

use crate::support::Server;

#[test]
fn what_was_done_stands_in_the_log_with_who_when_and_from_where() {
    let (server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/departments");
    hanako.post("/settings/departments", &[("name", "<b>薬剤部</b>")]);
    server.colleague(&mut hanako, "kansa", "auditor");
    let log = hanako.get("/settings/audit-events");
    let rows: Vec<_> = log.text.split("<tr>").skip(2).collect();
    let row = |words: &str| rows.iter().find(|row| row.contains(words)).unwrap_or_else(|| panic!("{words}"));
    assert!(row("部署を加えた").contains("管理 花子") && row("部署を加えた").contains("127.0.0.1"));
    assert!(
        row("部署を加えた").contains("部署：&lt;b&gt;薬剤部&lt;/b&gt;") && !log.text.contains("<b>薬剤部")
    );
    assert!(row("登録コードを発行した").contains("アカウント：同僚（kansa）"));
    assert!(row("登録コードでパスワードを決めた").contains("（ログイン前）"));
    let at = |words: &str| rows.iter().position(|row| row.contains(words));
    assert!(at("登録コードを発行した") < at("部署を加えた"), "newest first");
    assert!(!log.text.contains("Unknown"), "{}", log.text);
}

#[test]
fn event_and_period_narrow_the_log_in_either_calendar() {
    let (_server, mut hanako) = Server::with_hospital();
    let created = hanako.get("/settings/audit-events?event=facility-created");
    assert!(created.text.contains(">初期設定をした</td>") && !created.text.contains(">ログインした</td>"));
    let before = hanako
        .get("/settings/audit-events?from=R1.5.1&until=%E4%BB%A4%E5%92%8C2%E5%B9%B41%E6%9C%881%E6%97%A5");
    assert!(before.status == 200 && before.text.contains("当てはまる記録はありません"), "{}", before.text);
    let open = hanako.get("/settings/audit-events?from=&until=");
    assert!(open.text.contains(">初期設定をした</td>"));
    let wrong = hanako.get("/settings/audit-events?from=kinou&event=nothing");
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("value=\"kinou\"") && wrong.text.contains("日付として読めません"));
}

#[test]
fn a_change_is_told_from_what_to_what() {
    let (server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/facility");
    let facility = [
        ("name", "うめ病院"),
        ("contact", "情報システム室"),
        ("group_minimum", "3"),
        ("appraisal_policy", "not-used"),
    ];
    assert_eq!(hanako.post("/settings/facility", &facility).path, "/settings/facility");
    server.colleague(&mut hanako, "jiro", "auditor");
    let list = hanako.get("/settings/accounts").text;
    let address = list.split("\">同僚</a>").next().and_then(|before| before.rsplit("href=\"").next());
    let address = address.expect("the account is listed").to_owned();
    hanako.get(&address);
    hanako.post(&address, &[("display_name", "同僚"), ("role", "executive")]);
    hanako.get("/rounds/new");
    let catalog = tenken_domain::catalog::builtin()[0].id.to_string();
    let plan = |lists: &'static str, naming: &'static str, until: &'static str| {
        [("name", "第1回"), ("from", "R8.12.1"), ("until", until), ("lists", lists), ("naming", naming)]
    };
    let first = [&plan("executive", "anonymous", "R8.12.20")[..], &[("catalog", &catalog)]].concat();
    let round = hanako.post("/rounds", &first).path;
    let second = [&plan("administrator", "named", "R8.12.25")[..], &[("catalog", &catalog)]].concat();
    let changed = hanako.post(&round, &second);
    assert_eq!(changed.status, 200, "{}", changed.text);
    let log = hanako.get("/settings/audit-events").text;
    for words in [
        "名称：さくら病院 → うめ病院",
        "問い合わせ先：（なし） → 情報システム室",
        "結果を見せる最少人数：5 → 3",
        "人事評価についての方針：表示しない → 「人事評価には使いません」と表示する",
        "役割：監査担当 → 経営層",
        "受付終了日：令和8年12月20日（2026-12-20） → 令和8年12月25日（2026-12-25）",
        "職員の回答のしかた：無記名 → 記名",
        "実施するチェックリスト：",
    ] {
        assert!(log.contains(words), "{words} in {log}");
    }
    assert!(!log.contains("受付開始日："), "what stayed is not told");
}

#[test]
fn a_long_log_is_read_page_by_page() {
    let (_server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/occupations");
    for nth in 0..105 {
        hanako.post("/settings/occupations", &[("name", &format!("職種{nth}"))]);
    }
    let first = hanako.get("/settings/audit-events?event=occupation-created");
    assert_eq!(first.text.matches(">職種を加えた</td>").count(), 100);
    assert!(first.text.contains("古い記録へ") && !first.text.contains("新しい記録へ"));
    let second = hanako.get("/settings/audit-events?event=occupation-created&page=2");
    assert_eq!(second.text.matches(">職種を加えた</td>").count(), 5);
    assert!(!second.text.contains("古い記録へ") && second.text.contains("新しい記録へ"));
}

#[test]
fn the_log_leaves_as_a_file_without_formulas_and_that_is_recorded() {
    let (_server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/departments");
    let listed = hanako.post("/settings/departments", &[("name", "=1+1")]);
    let department = listed.between("href=\"/settings/departments/", "\"").expect("a link").to_owned();
    hanako.post(&format!("/settings/departments/{department}"), &[("name", "薬剤部")]);
    let file = hanako.get("/settings/audit-events.csv?event=department-created");
    assert_eq!((file.status, file.media.as_str()), (200, "text/csv; charset=utf-8"));
    assert!(file.text.starts_with("\u{feff}日時,操作した人,接続元,操作,対象,内容\r\n"), "{}", file.text);
    assert_eq!(file.text.lines().count(), 2, "{}", file.text);
    assert!(file.text.contains(",部署を加えた,部署：薬剤部,'=1+1\r\n"), "{}", file.text);
    let log = hanako.get("/settings/audit-events?event=report-exported");
    assert!(log.text.contains("操作記録_") && log.text.contains(".csv"), "{}", log.text);
    assert_eq!(hanako.get("/settings/audit-events.csv?from=kinou").status, 422);
}

#[test]
fn an_auditor_reads_the_log_and_others_do_not() {
    let (server, mut hanako) = Server::with_hospital();
    let mut auditor = server.colleague(&mut hanako, "kansa", "auditor");
    let mut executive = server.colleague(&mut hanako, "rijicho", "executive");
    for path in ["/settings/audit-events", "/settings/audit-events.csv"] {
        assert_eq!((auditor.get(path).status, executive.get(path).status), (200, 404), "{path}");
    }
    assert_eq!(server.somebody().get("/settings/audit-events").path, "/login");
}
