//! The full report of a round: every part in one file, for whoever reads the whole hospital's results and nobody else.

use crate::support::{Demo, OpenRound, answer, parts, worksheets};

/// Three rows of what the staff of a ward say.
const LETTERS: [&str; 3] = ["yynnyyyyyy", "ynnnyyyyny", "nyynnyyyny"];

/// A round that executives and administrators answered, and twelve of one ward and two of another.
fn answered() -> OpenRound {
    let mut round = OpenRound::between("anonymous", &["東病棟", "カナリア室"], ("R1.5.1", "R49.12.31"));
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "executive", &[("policy", "yes", ""), ("csirt", "no", "")]);
    answer(&mut round.hanako, &id, "administrator", &[("tls", "no", "")]);
    for nth in 0..12 {
        round.hand_in(0, nth % 2, LETTERS[nth % 3]);
    }
    for nth in 0..2 {
        round.hand_in(1, nth, "yyyyyyyyyy");
    }
    round
}

type Sheets = Vec<(String, Vec<Vec<String>>)>;

fn workbook(round: &mut OpenRound) -> Sheets {
    let page = round.hanako.get(&format!("/rounds/{}/reports/full-report.xlsx", round.id));
    assert_eq!(page.status, 200, "{}", page.text);
    worksheets(page.bytes)
}

fn rows<'s>(sheets: &'s Sheets, name: &str) -> &'s [Vec<String>] {
    &sheets.iter().find(|(own, _)| own == name).unwrap_or_else(|| panic!("no {name}: {sheets:?}")).1
}

/// The first row in which some cell holds this text.
fn row<'s>(sheets: &'s Sheets, (name, text): (&str, &str)) -> &'s [String] {
    let found = rows(sheets, name).iter().find(|row| row.iter().any(|cell| cell.contains(text)));
    found.unwrap_or_else(|| panic!("no {text} in {name}: {sheets:?}"))
}

#[test]
fn a_full_report_holds_every_part_and_an_open_round_is_preliminary() {
    let mut round = answered();
    round.hanako.get("/plan/actions/new");
    let action =
        [("title", "=全端末の更新"), ("owner", "総務課"), ("cost_once", "120万円"), ("due", "2068-03-31")];
    assert_eq!(round.hanako.post("/plan/actions", &action).status, 200);
    let open = workbook(&mut round);
    assert!(row(&open, ("表紙", "状態"))[0].contains("速報"));
    assert!(row(&open, ("職員 項目別", "離席時")).iter().any(|cell| cell == "締切後に表示"));
    round.close();
    let sheets = workbook(&mut round);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "表紙",
        "結果",
        "動いた項目",
        "リスト1 経営層",
        "リスト2 システム管理者",
        "リスト3 システム管理者向け（オンライン資格確認等）",
        "要改善事項",
        "改善計画",
        "職員 項目別",
        "部署別",
        "職種別",
    ];
    assert_eq!(names, expected);
    assert!(row(&sheets, ("表紙", "状態"))[0].contains("締切済"));
    assert_eq!(row(&sheets, ("リスト1 経営層", "安全管理に関する方針"))[3..], ["○", "", "=院内だけの話"]);
    assert_eq!(
        rows(&sheets, "リスト2 システム管理者").len() - 97,
        rows(&sheets, "リスト1 経営層").len() - 19
    );
    assert_eq!(row(&sheets, ("要改善事項", "TLSの設定"))[2], "予防");
    let action = row(&sheets, ("改善計画", "=全端末の更新"));
    assert_eq!((action[3].as_str(), action[5].as_str()), ("総務課", "1200000"));
    let item = row(&sheets, ("職員 項目別", "離席時"));
    assert_eq!(item[3], "10/14", "twelve sheets of one ward and two of the other: {item:?}");
    assert!(row(&sheets, ("動いた項目", "比べられる前回"))[0].contains("ありません"));
    let pdf = round.hanako.get(&format!("/rounds/{}/reports/full-report.pdf", round.id));
    assert!(pdf.status == 200 && pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.status);
    let log = round.hanako.get("/settings/audit-events");
    assert!(log.text.contains("全体報告書_令和8年度 第1回.pdf"), "{}", log.text);
}

#[test]
fn what_moved_is_taken_from_the_last_closed_round_with_the_same_lists() {
    let mut round = answered();
    round.close();
    round.open_another("令和8年度 第2回");
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "executive", &[("csirt", "yes", "")]);
    let open = workbook(&mut round);
    let moved = |sheets: &Sheets| -> Vec<String> {
        let marks = |row: &&Vec<String>| row.len() > 3 && ["○", "×"].contains(&row[2].as_str());
        rows(sheets, "動いた項目").iter().filter(marks).map(|row| row[2..4].join("→")).collect()
    };
    assert_eq!(moved(&open), ["×→○"], "what nobody has answered yet did not move");
    assert!(row(&open, ("動いた項目", "前回は"))[0].contains("令和8年度 第1回"));
    round.close();
    assert_eq!(moved(&workbook(&mut round)), ["○→未回答", "×→○", "×→未回答"]);
}

#[test]
fn the_groups_of_a_full_report_show_no_more_than_the_summary_does() {
    let mut round = answered();
    round.close();
    let full = workbook(&mut round);
    let summary = round.hanako.get(&format!("/rounds/{}/reports/result-summary.xlsx", round.id));
    let summary = worksheets(summary.bytes);
    for name in ["部署別", "職種別"] {
        assert_eq!(rows(&full, name), rows(&summary, name));
    }
    let canary = row(&full, ("部署別", "カナリア室"));
    assert!(canary[3..].iter().all(|cell| cell == "非表示（少人数）"), "{canary:?}");
    let elsewhere = full.iter().filter(|(name, _)| name != "部署別").flat_map(|(_, rows)| rows.concat());
    assert_eq!(elsewhere.filter(|cell| cell.contains("カナリア室")).count(), 0);
}

#[test]
fn whoever_reads_results_has_it_and_a_head_knows_nothing_of_it() {
    let mut round = answered();
    let mut head = round.head(0);
    round.close();
    let path = format!("/rounds/{}/reports/full-report.pdf", round.id);
    let link = format!("href=\"{path}\"");
    for role in ["executive", "auditor"] {
        let mut reader = round.server.colleague(&mut round.hanako, role, role);
        assert!(reader.get("/results").text.contains(&link), "{role}");
        assert!(reader.get(&format!("/rounds/{}/reports", round.id)).text.contains(&link), "{role}");
        assert_eq!(reader.get(&path).status, 200, "{role}");
    }
    assert!(!head.get("/results").text.contains("full-report"));
    assert_eq!(head.get(&path).status, 404);
    assert_eq!(head.get(&path.replace(".pdf", ".xlsx")).status, 404);
    for nowhere in [path.replace(".pdf", ".csv"), path.replace("full", "fuller")] {
        assert_eq!(round.hanako.get(&nowhere).status, 404, "{nowhere}");
    }
}

#[test]
fn whoever_manages_a_system_or_heads_a_department_does_not_have_the_sample_hospitals_either() {
    let demo = Demo::start();
    let results = demo.login("hanako").get("/results");
    let before = results.text.split_once("/reports/full-report.pdf\"").expect("a link").0;
    let round = before.rsplit('/').next().expect("an id");
    let path = format!("/rounds/{round}/reports/full-report.xlsx");
    for (name, status) in [("hanako", 200), ("sakura", 200), ("jiro", 200), ("fucho", 404), ("kensa", 404)] {
        assert_eq!(demo.login(name).get(&path).status, status, "{name} {path}");
    }
}

#[test]
fn the_charts_of_workbooks_run_from_zero_at_the_left_to_a_hundred_percent_at_the_right() {
    let mut round = answered();
    for file in ["full-report", "result-summary"] {
        let page = round.hanako.get(&format!("/rounds/{}/reports/{file}.xlsx", round.id));
        let charts = parts(&page.bytes).into_iter().filter(|(name, _)| name.starts_with("xl/charts/chart"));
        let charts: Vec<String> = charts.map(|(_, xml)| String::from_utf8(xml).expect("text")).collect();
        assert_eq!(charts.len(), 1, "{file}");
        let axis = |name: &str| {
            let after = charts[0].split(&format!("<c:{name}>")).nth(1).expect("an axis");
            after.split(&format!("</c:{name}>")).next().expect("its end").to_owned()
        };
        let (rates, lists) = (axis("valAx"), axis("catAx"));
        for told in
            ["orientation val=\"minMax\"", "<c:max val=\"1\"/>", "<c:min val=\"0\"/>", "formatCode=\"0%\""]
        {
            assert!(rates.contains(told), "{told}: {rates}");
        }
        assert!(lists.contains("orientation val=\"maxMin\"") && !lists.contains("0%"), "{lists}");
    }
}
