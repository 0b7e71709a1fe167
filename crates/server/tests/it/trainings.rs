//! Trainings: planned from a closed round's weakest items, their papers, what the next round changed, the year's record.

use tenken_domain::catalog::{Item, builtin};
use tenken_domain::id::ChecklistId;

use crate::support::{Demo, OpenRound, Page, Server, Somebody};

/// Two items are weak, a third a little; no item is answered alike by everybody.
fn closed() -> OpenRound {
    let mut round = OpenRound::between("anonymous", &["東病棟"], ("R8.11.1", "R8.11.30"));
    answers(&round);
    round.close();
    round
}

fn answers(round: &OpenRound) {
    for nth in 0..12 {
        let letters = ["nnnnyyyyny", "nyyyynnyyy", "nyyynyynnn", "yyyynyyyny"][nth % 4];
        assert!(round.hand_in(0, nth % 2, letters).text.contains("/10"));
    }
}

fn items() -> &'static [Item] {
    &builtin()[0].checklist(&ChecklistId::new("staff")).expect("the staff's list").items
}

/// The ids of the checked items of a form, in their order on the page.
fn checked(page: &Page) -> Vec<String> {
    let boxes = page.text.split("name=\"items\" value=\"").skip(1);
    let id = |rest: &str| {
        let (id, rest) = rest.split_once('"')?;
        rest.split('>').next()?.contains("checked").then(|| id.to_owned())
    };
    boxes.filter_map(id).collect()
}

fn fields<'f>(round: &'f str, items: &[&'f str]) -> Vec<(&'static str, &'f str)> {
    let mut fields = vec![
        ("round", round),
        ("title", "情報セキュリティ研修"),
        ("held_on", "令和9年1月20日"),
        ("place", "大会議室"),
        ("audience", "全職員"),
    ];
    fields.extend(items.iter().map(|item| ("items", *item)));
    fields
}

fn record(hanako: &mut Somebody, round: &str, items: &[&str]) -> Page {
    hanako.get("/trainings/new");
    hanako.post("/trainings", &fields(round, items))
}

#[test]
fn the_weakest_shown_items_are_proposed_and_any_one_to_five_can_be_chosen() {
    let mut round = closed();
    let id = round.id.clone();
    let form = round.hanako.get("/trainings/new");
    let proposed = checked(&form);
    assert_eq!(proposed[..2], [items()[0].id.to_string(), items()[8].id.to_string()], "{}", form.text);
    assert_eq!(proposed.len(), 3);
    assert!(form.text.contains("様式どおり 3/12｜該当なしを除く 3/12"), "{}", form.text);
    let ids: Vec<&str> = items().iter().map(|item| item.id.as_str()).collect();
    for (chosen, sentence) in [
        (&ids[..0], "項目を1つ以上選んでください"),
        (&ids[..6], "項目は5つまでです"),
        (&["policy"][..], "この自己点検にない項目"),
    ] {
        let refused = record(&mut round.hanako, &id, chosen);
        assert!(refused.status == 422 && refused.text.contains(sentence), "{}", refused.text);
        assert!(refused.text.contains("value=\"情報セキュリティ研修\""), "what was typed stays");
    }
    round.hanako.get("/trainings/new");
    let mut early = fields(&id, &ids[..1]);
    early[2].1 = "R8.10.31";
    let early = round.hanako.post("/trainings", &early);
    assert!(early.status == 422 && early.text.contains("受付が始まる前の日です"), "{}", early.text);
    let made = record(&mut round.hanako, &id, &ids[..5]);
    assert!(made.status == 200 && made.path.starts_with("/trainings/"), "{}", made.text);
}

#[test]
fn without_a_closed_round_there_is_nothing_to_plan_from() {
    let (_server, mut hanako) = Server::with_hospital();
    assert!(hanako.get("/trainings").text.contains("まだ研修の記録がありません"));
    assert!(hanako.get("/trainings/new").text.contains("締め切った自己点検が、まだありません"));
    assert_eq!(hanako.get("/trainings/new?round=nothing").status, 404);
    let mut open = OpenRound::start("anonymous", &["東病棟"]);
    let id = open.id.clone();
    assert_eq!(open.hanako.get(&format!("/trainings/new?round={id}")).status, 409);
    open.hanako.get("/trainings/new");
    assert_eq!(open.hanako.post("/trainings", &fields(&id, &["clear-screen"])).status, 409);
    let result = open.hanako.get(&format!("/rounds/{id}/result"));
    assert!(!result.text.contains("/trainings/new"), "an open round shows nothing to plan from");
}

#[test]
fn a_training_lives_from_its_plan_to_its_record_and_each_step_is_in_the_audit_log() {
    let mut round = closed();
    let id = round.id.clone();
    let made = record(&mut round.hanako, &id, &[items()[0].id.as_str(), items()[8].id.as_str()]);
    for words in ["令和9年1月20日（2027-01-20）", "大会議室", "全職員", "未記録", &items()[8].title]
    {
        assert!(made.text.contains(words), "{words}: {}", made.text);
    }
    assert!(made.text.contains("変化は分かりません"), "no round has followed: {}", made.text);
    let address = made.path.clone();
    let edit = round.hanako.get(&format!("{address}/edit"));
    assert!(edit.text.contains("value=\"2027-01-20\"") && checked(&edit).len() == 2, "{}", edit.text);
    let mut changed = fields(&id, &[items()[0].id.as_str()]);
    changed.extend([("attended", "４２人"), ("note", "<b>欠席者には資料を配付</b>")]);
    let page = round.hanako.post(&address, &changed);
    assert!(page.text.contains("42人") && page.text.contains("&lt;b&gt;欠席者"), "{}", page.text);
    assert!(!page.text.contains(&items()[8].title));
    let list = round.hanako.get("/trainings");
    assert!(list.text.contains("令和8年度") && list.text.contains("42人"), "{}", list.text);
    let log = round.hanako.get("/settings/audit-events");
    for words in ["研修を記録した", "研修の記録を変えた", "研修：情報セキュリティ研修", "参加者数"]
    {
        assert!(log.text.contains(words), "{words}: {}", log.text);
    }
    assert!(round.hanako.get(&format!("{address}/removal")).text.contains("削除しますか"));
    assert_eq!(round.hanako.post(&format!("{address}/removal"), &[]).path, "/trainings");
    assert_eq!(round.hanako.get(&address).status, 404);
    assert!(round.server.lines()["training_item"].is_empty());
}

#[test]
fn the_papers_are_files_and_the_record_of_the_year_lists_what_was_taught() {
    let mut round = closed();
    let id = round.id.clone();
    let made = record(&mut round.hanako, &id, &[items()[0].id.as_str()]);
    for file in ["training-handout.pdf", "training-slides.pdf", "attendance-list.pdf?rows=60"] {
        let page = round.hanako.get(&format!("{}/{file}", made.path));
        assert!(page.status == 200 && page.bytes.starts_with(b"%PDF"), "{file}: {}", page.status);
        assert!(page.header("content-disposition").starts_with("attachment"), "{file}");
    }
    for file in ["leaflet.pdf", "training-handout.csv", "training-handout", "attendance-list.csv"] {
        assert_eq!(round.hanako.get(&format!("{}/{file}", made.path)).status, 404, "{file}");
    }
    let mut changed = fields(&id, &[items()[0].id.as_str()]);
    changed[1].1 = "=1+1";
    changed.push(("attended", "12"));
    round.hanako.get(&format!("{}/edit", made.path));
    assert_eq!(round.hanako.post(&made.path, &changed).status, 200);
    let table = round.hanako.get("/trainings/records/2026.csv");
    assert!(table.text.contains("'=1+1") && !table.text.contains(",=1+1"), "{}", table.text);
    assert!(table.text.contains("12人") && table.text.contains(&items()[0].title), "{}", table.text);
    assert!(table.text.contains("非表示（少人数）／提出 12"), "nobody read: {}", table.text);
    for (file, status) in
        [("2026.pdf", 200), ("2026.cp932", 200), ("2025.pdf", 404), ("x.pdf", 404), ("2026", 404)]
    {
        assert_eq!(round.hanako.get(&format!("/trainings/records/{file}")).status, status, "{file}");
    }
    let log = round.hanako.get("/settings/audit-events?event=report-exported");
    assert!(log.text.contains("研修資料（配布用）_情報セキュリティ研修.pdf"), "{}", log.text);
}

#[test]
fn figures_that_are_hidden_are_proposed_to_nobody() {
    let mut round = OpenRound::between("anonymous", &["東病棟"], ("R8.11.1", "R8.11.30"));
    for _ in 0..3 {
        round.hand_in(0, 0, "nyyyyyyyyy");
    }
    round.close();
    let form = round.hanako.get("/trainings/new");
    assert!(checked(&form).is_empty() && form.text.contains("非表示（少人数）"), "{}", form.text);
    assert!(!form.text.contains("/3｜"), "{}", form.text);
}

#[test]
fn the_sample_hospital_shows_what_the_next_round_changed_without_calling_it_proof() {
    let demo = Demo::start();
    let mut sakura = demo.login("sakura");
    let results = sakura.get("/results");
    assert!(results.text.contains("href=\"/trainings\""), "{}", results.text);
    let list = sakura.get("/trainings");
    assert!(!list.text.contains("/trainings/new"), "an executive reads: {}", list.text);
    let id = list.between("row\"><a href=\"/trainings/", "\"").expect("a training");
    let page = sakura.get(&format!("/trainings/{id}"));
    assert!(page.text.contains("令和7年度 第2回") && page.text.contains("令和8年度 第1回"), "{}", page.text);
    let differences = page.text.matches("data-label=\"差\">").count();
    assert!(differences == 3 && page.text.contains("ポイント"), "{}", page.text);
    assert!(page.text.contains("研修の効果を証明するものではありません") && page.text.contains("186人"));
    assert!(!page.text.contains("/edit"));
    let record = sakura.get("/trainings/records/2025.csv");
    assert!(record.text.contains("サンプル") && record.text.contains("186人"), "{}", record.text);
    assert!(record.text.contains("提出後の説明") && record.text.contains("人／提出"), "{}", record.text);
}
