//! Results, findings, reports and blank forms: what is shown, what never is, and to whom.

use crate::support::{Demo, OpenRound, Page, Server, Shell, answer, worksheets};

/// The cells of every row of the table after this text, as they read.
fn rows_after(page: &Page, start: &str) -> Vec<Vec<String>> {
    let (_, table) = page.text.split_once(start).unwrap_or_else(|| panic!("no {start}: {}", page.text));
    let body = table.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("a table");
    let cells = |row: &str| -> Vec<String> {
        let cells = row.split(['\u{1}']).map(text_of).collect::<Vec<_>>();
        cells.into_iter().filter(|cell| !cell.is_empty()).collect()
    };
    let marked = body.replace("</td>", "\u{1}").replace("</th>", "\u{1}");
    marked.split("</tr>").map(cells).filter(|row| !row.is_empty()).collect()
}

fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// A round whose executives' sheet says: 予防 3 ○, 1 ×, 1 該当なし; 是正 1 ○, 1 ×.
fn with_executives() -> OpenRound {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let id = round.id.clone();
    let marks = [
        ("policy", "yes", ""),
        ("operating-rules", "yes", ""),
        ("nda-employment", "yes", ""),
        ("post-employment", "no", ""),
        ("web-assessment", "not-applicable", "ホームページがない"),
        ("incident-contact", "yes", ""),
        ("csirt", "no", ""),
    ];
    answer(&mut round.hanako, &id, "executive", &marks);
    round
}

#[test]
fn the_result_is_what_the_sheet_prints_with_both_rates_always_together() {
    let mut round = with_executives();
    let page = round.hanako.get(&format!("/rounds/{}/result", round.id));
    assert_eq!(page.status, 200, "{}", page.text);
    assert_eq!(
        rows_after(&page, "id=\"list-executive\""),
        [
            ["予防", "18.8%", "3/16", "20.0%", "3/15"],
            ["発見", "-", "-", "-", "-"],
            ["是正", "33.3%", "1/3", "33.3%", "1/3"],
        ]
    );
    assert!(page.text.contains("様式どおり 4/19｜該当なしを除く 4/18"), "{}", page.text);
    let matrix = rows_after(&page, "id=\"matrix\"");
    assert_eq!(matrix[0][1], "様式どおり 18.8% (3/16)該当なしを除く 20.0% (3/15)");
    assert_eq!(matrix[0][2..], ["-", "様式どおり 33.3% (1/3)該当なしを除く 33.3% (1/3)", "-"]);
    assert!(page.text.contains("role=\"img\"") && !page.text.contains(" style="));
    let found = rows_after(&page, "id=\"improvements\"");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(page.text.contains(&format!("/rounds/{}/sheets/executive#item-csirt", round.id)));
    let findings = round.hanako.get("/findings");
    assert!(findings.text.contains("予防 (1)") && findings.text.contains("是正 (1)"), "{}", findings.text);
    assert!(findings.text.contains("締切後に表示"));
}

#[test]
fn what_is_being_asked_is_listed_apart() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "administrator", &[("log-clock", "pending-vendor", "")]);
    let page = round.hanako.get(&format!("/rounds/{id}/result"));
    let asked = rows_after(&page, "要確認（確認中の項目）");
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(page.text.split("id=\"improvements\"").nth(1).expect("the part").contains("ありません。"));
}

#[test]
fn the_annex_has_a_row_only_where_its_circumstance_may_hold() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let page = round.hanako.get(&format!("/rounds/{}/result", round.id));
    assert!(page.text.contains("id=\"list-administrator-online\""));
    round.close();
    round.hanako.get("/settings/circumstances");
    let said = [("condition-if-online-qualification", "does-not-apply")];
    assert_eq!(round.hanako.post("/settings/circumstances", &said).status, 200);
    let form = round.hanako.get("/rounds/new");
    let catalog = form.between("<option value=\"", "\"").expect("a catalog").to_owned();
    let fields = [
        ("catalog", catalog.as_str()),
        ("name", "令和8年度 第2回"),
        ("from", "R1.5.1"),
        ("until", "R50.1.1"),
        ("lists", "administrator"),
        ("naming", "anonymous"),
    ];
    let second = round.hanako.post("/rounds", &fields).path;
    assert_eq!(round.hanako.get(&format!("{second}/result")).status, 409);
    assert_eq!(round.hanako.post(&format!("{second}/opening"), &[]).status, 200);
    let page = round.hanako.get(&format!("{second}/result"));
    assert_eq!(rows_after(&page, "id=\"matrix\"").len(), 1);
    assert!(!page.text.contains("administrator-online"), "{}", page.text);
}

/// Sheets with ○: 東病棟 5 of 8, カナリア室 none of 3, 西病棟 3 of 6, 事務 2 of 2, so 10 of 19 in all; everybody marks
/// all ten items alike, and all have the first occupation.
fn with_staff() -> OpenRound {
    let round = OpenRound::start("anonymous", &["東病棟", "カナリア室", "西病棟", "事務"]);
    for (door, sheets) in [(0, "yyynnyyn"), (1, "nnn"), (2, "yyynnn"), (3, "yy")] {
        for mark in sheets.chars() {
            let thanks = round.hand_in(door, 0, &mark.to_string().repeat(10));
            assert_eq!(thanks.status, 200, "{}", thanks.text);
        }
    }
    round
}

#[test]
fn staff_results_show_after_the_close_and_small_groups_never() {
    let mut round = with_staff();
    let address = format!("/rounds/{}/result", round.id);
    let before = round.hanako.get(&address);
    let staff = before.text.split("id=\"staff\"").nth(1).expect("the staff's part").to_owned();
    assert!(staff.contains("締切後に表示") && !staff.contains("52.6%") && !staff.contains("62.5%"));
    round.close();
    let page = round.hanako.get(&address);
    assert!(page.text.contains("様式どおり <span class=\"figure\">52.6% (100/190)</span>"), "{}", page.text);
    assert!(page.text.contains("19/240"));
    let departments = rows_after(&page, "部署別の○の割合</h3>");
    let expected = |name: &str, handed_in: &str, cell: &str, cells: usize| {
        let mut row = vec![name.to_owned(), handed_in.to_owned()];
        row.extend(std::iter::repeat_n(cell.to_owned(), cells));
        row
    };
    assert_eq!(departments[0], expected("東病棟", "8/60", "▼○が少ない62.5% (5/8)", 10));
    assert_eq!(departments[1], expected("カナリア室", "3/60", "非表示（少人数）", 1));
    assert_eq!(departments[2], expected("西病棟", "6/60", "▼○が少ない50.0% (3/6)", 10));
    assert_eq!(departments[3], expected("事務", "2/60", "非表示（少人数）", 1));
    let occupations = rows_after(&page, "職種別の○の割合</h3>");
    assert_eq!(occupations[0][1..3], ["19/80", "▼○が少ない52.6% (10/19)"]);
    assert!(occupations[1..].iter().all(|row| row[1..] == ["0/80", "非表示（少人数）"]), "{occupations:?}");
    let findings = round.hanako.get("/findings").text;
    assert!(findings.contains("東病棟 62.5% (5/8)") && findings.contains("西病棟 50.0% (3/6)"), "{findings}");
    assert!(!findings.contains("カナリア室"), "{findings}");
}

#[test]
fn a_hidden_group_is_in_no_table_that_leaves() {
    let mut round = with_staff();
    round.close();
    for format in ["csv", "cp932"] {
        let page = round.hanako.get(&format!("/rounds/{}/reports/staff-table.{format}", round.id));
        assert_eq!(page.status, 200);
        let text =
            if format == "csv" { page.text } else { encoding_rs::SHIFT_JIS.decode(&page.bytes).0.into() };
        let canary: Vec<&str> = text.lines().filter(|line| line.contains("カナリア室")).collect();
        assert_eq!(canary, ["部署,カナリア室,60,3,,,,,,,,,,,非表示（少人数）"]);
        assert!(text.contains("部署,東病棟,60,8,clear-screen,"), "{text}");
    }
    let page = round.hanako.get(&format!("/rounds/{}/reports/result-summary.xlsx", round.id));
    let rows = worksheets(page.bytes).into_iter().flat_map(|(_, rows)| rows);
    let canary: Vec<_> = rows.filter(|row| row.iter().any(|cell| cell.contains("カナリア室"))).collect();
    assert_eq!(canary.len(), 1);
    assert_eq!(canary[0][..3], ["カナリア室", "60", "3"]);
    assert!(canary[0][3..].iter().all(|cell| cell == "非表示（少人数）"), "{canary:?}");
}

#[test]
fn files_begin_as_their_kind_does_and_bear_japanese_names() {
    let mut round = with_executives();
    let base = format!("/rounds/{}/reports", round.id);
    let page = round.hanako.get(&base);
    for (path, start, name) in [
        ("executive/filled-sheet.pdf", &b"%PDF-"[..], "pdf"),
        ("executive/filled-sheet.xlsx", b"PK\x03\x04", "xlsx"),
        ("executive/filled-sheet.csv", b"\xEF\xBB\xBFid,", "csv"),
        ("executive/filled-sheet.cp932", b"id,", "csv"),
        ("administrator/filled-sheet.pdf", b"%PDF-", "pdf"),
        ("result-summary.pdf", b"%PDF-", "pdf"),
        ("result-summary.xlsx", b"PK\x03\x04", "xlsx"),
    ] {
        assert!(page.text.contains(&format!("href=\"{base}/{path}\"")), "{path}: {}", page.text);
        let file = round.hanako.get(&format!("{base}/{path}"));
        assert!(file.status == 200 && file.bytes.starts_with(start), "{path}: {}", file.status);
        let disposition = file.header("content-disposition");
        assert!(
            disposition.starts_with("attachment;") && disposition.ends_with(&format!(".{name}")),
            "{disposition}"
        );
        assert!(disposition.contains("%E4%BB%A4%E5%92%8C8%E5%B9%B4%E5%BA%A6"), "令和8年度: {disposition}");
        assert!(!file.text.contains("院内だけの話"), "{path} bears a memo");
    }
    let csv = round.hanako.get(&format!("{base}/executive/filled-sheet.csv")).text;
    assert!(csv.contains("ホームページがない"), "{csv}");
    let events = round.server.lines()["audit_event"].join("\n");
    assert_eq!(events.matches("report-exported").count(), 8, "every file that left is recorded");
}

#[test]
fn a_character_that_shift_jis_lacks_is_named_with_its_cell() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "executive", &[("policy", "not-applicable", "𠮷田に確認")]);
    let refused = round.hanako.get(&format!("/rounds/{id}/reports/executive/filled-sheet.cp932"));
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("2行目「メモ」の「𠮷」（U+20BB7）"), "{}", refused.text);
    assert!(!round.server.lines()["audit_event"].join("\n").contains("report-exported"));
}

#[test]
fn blank_forms_are_there_for_every_list_in_every_format() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let page = round.hanako.get("/forms");
    let links: Vec<String> =
        page.text.split("href=\"").filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    let links: Vec<String> = links.into_iter().filter(|link| link.starts_with("/forms/")).collect();
    assert_eq!(links.len(), 12, "three lists in four formats");
    for link in links.iter().filter(|link| !link.contains("administrator")) {
        let file = round.hanako.get(link);
        assert_eq!(file.status, 200, "{link}");
        assert!(
            file.header("content-disposition").contains("%E8%A8%98%E5%85%A5%E7%94%A8%E7%B4%99"),
            "記入用紙: {link}"
        );
    }
    assert!(round.server.lines()["audit_event"].join("\n").contains("form-exported"));
}

#[test]
fn forged_addresses_lead_nowhere() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let id = round.id.clone();
    for path in [
        "/rounds/forged/result".to_owned(),
        "/rounds/forged/reports".to_owned(),
        "/rounds/forged/reports/result-summary.pdf".to_owned(),
        format!("/rounds/{id}/reports/result-summary.csv"),
        format!("/rounds/{id}/reports/filled-sheet.pdf"),
        format!("/rounds/{id}/reports/recovery-codes.pdf"),
        format!("/rounds/{id}/reports/forged.pdf"),
        format!("/rounds/{id}/reports/staff/filled-sheet.pdf"),
        format!("/rounds/{id}/reports/administrator-online/filled-sheet.pdf"),
        format!("/rounds/{id}/reports/executive/result-summary.pdf"),
        "/forms/forged/executive/filled-sheet.pdf".to_owned(),
    ] {
        assert_eq!(round.hanako.get(&path).status, 404, "{path}");
    }
}

#[test]
fn a_head_sees_the_own_department_beside_the_whole_hospital_and_nothing_else() {
    let mut round = with_staff();
    let mut fucho = round.head(2);
    let result = format!("/rounds/{}/result", round.id);
    assert_eq!(fucho.get(&result).status, 404, "before the close");
    assert!(!fucho.get("/results").text.contains(&result));
    round.close();
    assert!(fucho.get("/results").text.contains(&result));
    let page = fucho.get(&result);
    assert!(page.text.contains("西病棟") && page.text.contains("50.0% (3/6)"), "{}", page.text);
    assert!(page.text.contains("病院全体") && page.text.contains("52.6% (10/19)"), "{}", page.text);
    assert!(!page.text.contains("52.6% (100/190)") && !page.text.contains("東病棟"));
    assert!(!page.text.contains("部署別") && !page.text.contains("カナリア室"));
    assert!(!page.text.contains("職種別") && !page.text.contains("list-executive"));
    for path in [
        "reports",
        "reports/result-summary.pdf",
        "reports/executive/filled-sheet.csv",
        "reports/staff-table.csv",
    ] {
        assert_eq!(fucho.get(&format!("/rounds/{}/{path}", round.id)).status, 404, "{path}");
    }
    assert_eq!(fucho.get("/findings").status, 404);
    assert_eq!(fucho.get("/forms").status, 200);
}

/// The first item's cell of a department, in the table of departments.
fn cell_of(page: &Page, department: &str) -> String {
    let rows = rows_after(page, "部署別の○の割合</h3>");
    rows.into_iter().find(|row| row[0] == department).expect("the department's row")[2].clone()
}

#[test]
fn a_difference_to_the_last_round_stands_only_beside_figures_and_few_sheets_say_nothing() {
    let mut round = OpenRound::start("anonymous", &["東病棟", "カナリア室", "西病棟", "事務"]);
    let hand_in = |round: &OpenRound, sheets: [&str; 4]| {
        for (door, sheets) in sheets.iter().enumerate() {
            for mark in sheets.chars() {
                assert_eq!(round.hand_in(door, 0, &mark.to_string().repeat(10)).status, 200);
            }
        }
    };
    hand_in(&round, ["yyynnnnn", "nnn", "yyynnnnnnnnnnnn", "yynnn"]);
    round.close();
    let result = format!("/rounds/{}/result", round.id);
    assert!(round.hanako.get(&result).text.contains("前回との差は示していません"));
    round.open_another("令和8年度 第2回");
    hand_in(&round, ["yyyyynnn", "yyn", "yyyyyyyyyyyynnn", "yyynn"]);
    round.close();
    let page = round.hanako.get(&format!("/rounds/{}/result", round.id));
    assert!(page.text.contains("「令和8年度 第1回」との差"), "{}", page.text);
    assert!(cell_of(&page, "東病棟").contains("差 +25.0※"), "{}", cell_of(&page, "東病棟"));
    let west = cell_of(&page, "西病棟");
    assert!(west.contains("差 +60.0") && !west.contains('※'), "{west}");
    assert_eq!(cell_of(&page, "カナリア室"), "非表示（少人数）");
    let csv = round.hanako.get(&format!("/rounds/{}/reports/staff-table.csv", round.id)).text;
    let line = |name: &str| csv.lines().find(|line| line.contains(name)).expect("a line").to_owned();
    assert!(line("東病棟").ends_with(",25.0,この人数では変化とは言えない,"), "{csv}");
    assert!(line("西病棟").ends_with(",60.0,,"), "{csv}");
    assert!(
        !round.hanako.get(&result).text.contains("第2回"),
        "the round before knows nothing of the later one"
    );
}

#[test]
fn contractors_occupations_stand_apart_from_the_staffs() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    round.close();
    round.server.make_contractor(&round.occupations[1]);
    round.open_another("令和8年度 第2回");
    for occupation in [0, 1] {
        for mark in "yyynnn".chars() {
            assert_eq!(round.hand_in(0, occupation, &mark.to_string().repeat(10)).status, 200);
        }
    }
    round.close();
    let page = round.hanako.get(&format!("/rounds/{}/result", round.id));
    let contractors = rows_after(&page, "職種別の○の割合（委託）</h3>");
    assert_eq!((contractors.len(), contractors[0][1].as_str()), (1, "6/20"));
    let staff = rows_after(&page, "職種別の○の割合</h3>");
    assert!(staff.iter().all(|row| row[0] != contractors[0][0]), "{staff:?}");
    let list = round.hanako.get(&format!("/rounds/{}/sharing", round.id)).text;
    let theirs = list.split("職種（委託）</h2>").nth(1).expect("a part of their own");
    assert!(theirs.contains(&contractors[0][0]) && theirs.contains("清掃会社の主任"), "{theirs}");
    let csv = round.hanako.get(&format!("/rounds/{}/reports/staff-table.csv", round.id)).text;
    assert_eq!(csv.matches("職種（委託）,").count(), 10, "{csv}");
}

#[test]
fn a_result_is_the_same_from_memory_and_from_the_database() {
    let mut round = with_staff();
    round.close();
    let result = format!("/rounds/{}/result", round.id);
    let tables = |page: &Page| page.text.split("id=\"staff\"").nth(1).expect("the staff's part").to_owned();
    let (first, kept) = (tables(&round.hanako.get(&result)), tables(&round.hanako.get(&result)));
    round.server.kill_and_restart();
    round.hanako.move_to(&round.server.origin);
    assert_eq!(tables(&round.hanako.get(&result)), kept);
    assert_eq!(first, kept);
}

const SWAPPED: &str = "catalog: mhlw-guideline-5.2\nnumbers:\n  executive:\n    policy: { number: 17, viewpoint: 是正 }\n    \
                       incident-contact: { number: 1, viewpoint: 予防 }\n";

#[test]
fn numbers_put_right_move_items_between_viewpoints_and_change_no_answer() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "executive", &[("policy", "yes", "")]);
    let result = format!("/rounds/{id}/result");
    let counts = |page: &Page| {
        let rows = rows_after(page, "id=\"list-executive\"");
        (rows[0][2].clone(), rows[2][2].clone())
    };
    assert_eq!(counts(&round.hanako.get(&result)), ("1/16".to_owned(), "0/3".to_owned()));
    let before = round.server.lines()["answer"].clone();
    std::fs::write(round.server.folder.path().join("data/numbers.yaml"), SWAPPED).expect("a file");
    round.server.kill_and_restart();
    round.hanako.move_to(&round.server.origin);
    assert_eq!(counts(&round.hanako.get(&result)), ("0/16".to_owned(), "1/3".to_owned()));
    let csv = round.hanako.get(&format!("/rounds/{id}/reports/executive/filled-sheet.csv")).text;
    assert!(csv.contains("policy,17,是正,"), "{csv}");
    assert_eq!(round.server.lines()["answer"], before);
}

#[test]
fn faulty_numbers_stop_the_start_with_file_and_line() {
    let mut server = Server::start();
    server.kill();
    let data = server.folder.path().join("data");
    std::fs::write(data.join("numbers.yaml"), SWAPPED.replace("number: 17", "number: 99")).expect("a file");
    let said = Shell::new().tenken(&format!("--data {} --listen 127.0.0.1:0", data.display()));
    assert_ne!(said.code, 0);
    assert!(
        said.stderr.contains("numbers.yaml:4:") && said.stderr.contains("番号 99 は範囲外です"),
        "{}",
        said.stderr
    );
}

#[test]
fn charts_speak_the_readers_language() {
    let demo = Demo::start();
    let mut sakura = demo.login("sakura");
    let results = sakura.get("/results");
    let closed = results.text.split("<tr>").find(|row| row.contains("締切済")).expect("a closed round");
    let address = closed
        .split("href=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("its result")
        .to_owned();
    assert!(sakura.get(&address).text.contains("枠の右端が100%"));
    sakura.post("/language", &[("language", "en")]);
    let page = sakura.get(&address);
    assert!(page.text.contains("The right edge is 100%") && page.text.contains("without n/a"));
    assert!(!page.text.contains("枠の右端") && !page.text.contains("該当なしを除く"), "{}", page.text);
}
