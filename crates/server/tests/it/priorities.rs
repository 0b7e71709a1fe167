//! What to do first: an order whose sums can be checked, put right by hand with a reason; and what a budget buys.

use crate::support::{OpenRound, Page, answer};

/// Three items are ×; for one of them there is an action.
fn todo() -> OpenRound {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "executive", &[("csirt", "no", "")]);
    answer(&mut round.hanako, &id, "administrator", &[("tls", "no", ""), ("backup-generations", "no", "")]);
    round.hanako.get("/plan/actions/new");
    let fields = [
        ("title", "世代を増やす"),
        ("finding", "administrator/backup-generations"),
        ("cost_once", "30万"),
        ("effort", "3"),
    ];
    round.hanako.post("/plan/actions", &fields);
    round
}

/// The titles in their order.
fn order(page: &Page) -> Vec<&'static str> {
    let titles = ["世代を増やす", "TLSの設定とクライアント認証", "インシデント対応チームの設置"];
    let list = page.between("<ol class=\"ranks\">", "</ol>").expect("an order");
    let heads: Vec<&str> =
        list.split("<li id=\"rank-").skip(1).map(|item| item.split("<details>").next().unwrap()).collect();
    heads.iter().filter_map(|head| titles.into_iter().find(|title| head.contains(title))).collect()
}

#[test]
fn every_rank_is_the_sum_of_its_parts() {
    let mut round = todo();
    let page = round.hanako.get("/priorities");
    assert_eq!(order(&page).len(), 3, "{}", page.text);
    assert!(order(&page)[0] == "世代を増やす", "no way to restore is the gravest: {:?}", order(&page));
    let (ranks, rules) = page.text.split_once("点数のつけ方").expect("how points are given");
    assert!(rules.contains("10人日まで 60") && rules.contains("未定のものは50点"), "{rules}");
    for item in ranks.split("<li id=\"rank-").skip(1) {
        let cells = |before: &str| -> Vec<u64> {
            let numbers = item.split("<td class=\"number\" data-label=").skip(1);
            let numbers = numbers.filter_map(|cell| cell.split_once('>')?.1.split('<').next());
            numbers.filter_map(|cell| cell.strip_prefix(before)?.parse().ok()).collect()
        };
        let (plain, weights) = (cells(""), cells("×"));
        assert_eq!((plain.len(), weights.len()), (12, 6), "{item}");
        let total: u64 =
            item.split("<strong>").nth(1).and_then(|rest| rest.split('<').next()).unwrap().parse().unwrap();
        let products: u64 = plain
            .chunks(2)
            .zip(&weights)
            .map(|(pair, weight)| {
                assert_eq!(pair[0] * weight, pair[1]);
                pair[1]
            })
            .sum();
        assert_eq!(products, total, "{item}");
        assert!(item.contains(&format!("{total}点（満点1000）")), "{item}");
    }
    assert!(
        page.text.contains("3人日")
            && page.text.contains("初年度 300,000円")
            && page.text.contains("未定（中間の点）")
    );
}

#[test]
fn a_rank_set_by_hand_keeps_its_reason_and_the_calculated_rank() {
    let mut round = todo();
    let hanako = &mut round.hanako;
    let before: Vec<_> = order(&hanako.get("/priorities"));
    let last = before[2];
    let what = match last {
        "インシデント対応チームの設置" => "finding/executive/csirt",
        "TLSの設定とクライアント認証" => "finding/administrator/tls",
        other => panic!("{other}"),
    };
    let silent = hanako.post("/priorities", &[("what", what), ("place", "1")]);
    assert!(silent.status == 422 && silent.text.contains("入力してください"), "{}", silent.text);
    let unknown = hanako
        .post("/priorities", &[("what", "finding/executive/policy"), ("place", "1"), ("reason", "理由")]);
    assert!(unknown.status == 422 && unknown.text.contains("並べ替えるものが見つかりません"));
    let moved =
        hanako.post("/priorities", &[("what", what), ("place", "１位"), ("reason", "監査で約束した<b>")]);
    assert_eq!(order(&moved), [last, before[0], before[1]]);
    assert!(moved.text.contains("計算では3位）：監査で約束した&lt;b&gt;"), "{}", moved.text);
    let log = hanako.get("/settings/audit-events").text;
    assert!(log.contains("優先順位を院内の判断で変えた") && log.contains("監査で約束した"), "{log}");
    hanako.get("/priorities");
    let back = hanako.post("/priorities", &[("what", what)]);
    assert_eq!(order(&back), before);
}

#[test]
fn a_budget_buys_the_best_set_and_is_only_there_where_it_was_switched_on() {
    let mut round = todo();
    let hanako = &mut round.hanako;
    assert_eq!(hanako.get("/priorities/what-if").status, 404);
    hanako.get("/settings/features");
    hanako.post("/settings/features", &[("feature", "what-if")]);
    assert!(hanako.get("/priorities").text.contains("/priorities/what-if"));
    let enough = hanako.get("/priorities/what-if?yen=30%E4%B8%87%E5%86%86&days=3");
    let answer = enough.between("<section id=\"answer\">", "</section>").expect("an answer");
    assert!(
        answer.contains("選ばれた対策 (1)") && answer.contains("これより良い組み合わせがない"),
        "{answer}"
    );
    assert!(answer.contains("多世代・複数方式のバックアップ") && answer.contains("対策が未定"), "{answer}");
    let short = hanako.get("/priorities/what-if?yen=29%E4%B8%87%E5%86%86&days=3");
    assert!(
        short.text.contains("選ばれた対策 (0)") && short.text.contains("不足 10,000円"),
        "{}",
        short.text
    );
    let wrong = hanako.get("/priorities/what-if?yen=&days=x");
    assert!(
        wrong.text.contains("入力してください") && !wrong.text.contains("id=\"answer\""),
        "{}",
        wrong.text
    );
}

#[test]
fn an_open_round_leaves_standing_what_it_has_not_been_told_yet() {
    let mut round = todo();
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "administrator", &[("log-clock", "pending-vendor", "")]);
    for nth in 0..12 {
        round.hand_in(0, nth % 2, "nnnnnnnnnn");
    }
    round.close();
    let before = order(&round.hanako.get("/priorities")).len();
    round.open_another("令和8年度 第2回");
    assert_eq!(order(&round.hanako.get("/priorities")).len(), before, "nothing is forgotten, nothing found");
    let findings = round.hanako.get("/findings").text;
    for standing in
        ["administrator/tls", "executive/csirt", "staff/", "（確認中の項目） (1)", "前に締め切った回"]
    {
        assert!(findings.contains(standing), "{standing}: {findings}");
    }
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "administrator", &[("tls", "yes", "")]);
    let answered = round.hanako.get("/findings").text;
    assert!(!answered.contains("administrator/tls"), "what was answered anew counts: {answered}");
    assert!(answered.contains("executive/csirt") && answered.contains("第1回の回答"), "{answered}");
}
