//! Copies of a meeting's papers: what was shown stays as shown, with its hash, whatever changes afterwards.

use sha2::{Digest, Sha256};

use crate::support::{
    OpenRound, PASSWORD, Page, Shell, Somebody, answer, backup_lines, restore_lines, with_rows,
};

/// A meeting about a round, whose plan has an action; somebody was there.
fn meeting(round: &mut OpenRound) -> String {
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "executive", &[("policy", "yes", ""), ("csirt", "no", "")]);
    add_action(&mut round.hanako, "接続を見直す");
    round.hanako.get("/meetings/new");
    let fields = [
        ("title", "サイバーセキュリティ会議"),
        ("held_on", "2020-04-01"),
        ("round", id.as_str()),
        ("invited", "院長 佐倉"),
        ("present", "院長 佐倉"),
    ];
    round.hanako.post("/meetings", &fields).path
}

fn add_action(who: &mut Somebody, title: &str) {
    who.get("/plan/actions/new");
    let fields = [("title", title), ("finding", "executive/csirt"), ("cost_once", "120万")];
    assert_eq!(who.post("/plan/actions", &fields).status, 200);
}

/// Name and bytes of every copy that the page lists, each with the hash of its bytes beside it.
fn copies(who: &mut Somebody, meeting: &str) -> Vec<(String, Vec<u8>)> {
    let page = who.get(meeting);
    let rows: Vec<&str> = page.text.split("/frozen-papers/").skip(1).collect();
    let rows: Vec<&str> = rows.into_iter().filter(|row| row.contains("<code>")).collect();
    let copy = |row: &str| {
        let (number, rest) = row.split_once("\">").expect("a link");
        let name = rest.split('<').next().expect("a name").to_owned();
        let shown = row.split("<code>").nth(1).and_then(|rest| rest.split('<').next()).expect("a hash");
        let got = who.get(&format!("{meeting}/frozen-papers/{number}"));
        assert_eq!((got.status, got.media.as_str()), (200, "application/octet-stream"));
        let digits: String = Sha256::digest(&got.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(shown.replace(' ', ""), digits, "{name}");
        (name, got.bytes)
    };
    rows.into_iter().map(copy).collect()
}

fn names(copies: &[(String, Vec<u8>)]) -> Vec<&str> {
    copies.iter().map(|(name, _)| name.as_str()).collect()
}

fn conclude(who: &mut Somebody, meeting: &str) -> Page {
    who.get(meeting);
    who.post(&format!("{meeting}/conclusion"), &[])
}

/// What is printed on a PDF, without blanks.
fn words(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file.pdf");
    std::fs::write(&file, pdf).unwrap();
    let done = std::process::Command::new("pdftotext").arg(&file).arg("-").output().expect("pdftotext");
    String::from_utf8(done.stdout).unwrap().split_whitespace().collect()
}

const ALL: [&str; 6] = [
    "開催案内と資料_2020-04-01.pdf",
    "経営会議資料（1枚）_2020-04-01.pdf",
    "全体報告書_2020-04-01.pdf",
    "改善計画_2020-04-01.pdf",
    "予算要求書_2020-04-01.pdf",
    "会議録_2020-04-01.pdf",
];

#[test]
fn what_a_concluded_meeting_saw_stays_when_the_plan_changes() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let meeting = meeting(&mut round);
    let page = conclude(&mut round.hanako, &meeting);
    assert!(page.status == 200 && page.text.contains("確定済（"), "{}", page.text);
    assert!(!page.text.contains("meeting-papers.pdf") && !page.text.contains("作り直した"), "{}", page.text);
    let kept = copies(&mut round.hanako, &meeting);
    assert_eq!(names(&kept), ALL);
    assert!(kept.iter().all(|(_, bytes)| bytes.starts_with(b"%PDF")));
    add_action(&mut round.hanako, "あとから加えた対策");
    assert!(copies(&mut round.hanako, &meeting) == kept, "not a byte has changed");
    assert!(words(&kept[3].1).contains("接続を見直す") && !words(&kept[3].1).contains("あとから"));
    for made_now in ["meeting-papers.pdf", "board-paper.pdf", "minutes.pdf"] {
        assert_eq!(round.hanako.get(&format!("{meeting}/{made_now}")).status, 404, "{made_now}");
    }
    let log = round.hanako.get("/settings/audit-events").text;
    assert_eq!(log.matches("会議の資料の控えを残した</td>").count(), 6, "{log}");
    let minutes = words(&kept[5].1);
    assert!(minutes.contains("資料の控え") && !minutes.contains("案（確定前）"), "{minutes}");
    for (name, bytes) in &kept[..5] {
        let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(minutes.contains(&hash), "{name}: {minutes}");
    }
    assert_eq!(round.head(0).get(&format!("{meeting}/frozen-papers/1")).status, 404);
    assert_eq!(round.hanako.get(&format!("{meeting}/frozen-papers/9")).status, 404);
}

#[test]
fn papers_that_were_handed_out_are_what_the_meeting_saw() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let meeting = meeting(&mut round);
    let mut executive = round.server.colleague(&mut round.hanako, "sakura", "executive");
    assert!(executive.get(&meeting).text.contains("配った資料として残す"));
    let page = executive.post(&format!("{meeting}/frozen-papers"), &[]);
    assert!(page.status == 200 && page.text.contains("meeting-papers.pdf"), "{}", page.text);
    let handed_out = copies(&mut round.hanako, &meeting);
    assert_eq!(names(&handed_out), ALL[..5]);
    executive.get(&meeting);
    executive.post(&format!("{meeting}/frozen-papers"), &[]);
    assert_eq!(copies(&mut round.hanako, &meeting).len(), 5, "the same papers are kept once");
    add_action(&mut round.hanako, "配ったあとの対策");
    conclude(&mut round.hanako, &meeting);
    let kept = copies(&mut round.hanako, &meeting);
    assert_eq!(names(&kept), ALL, "the conclusion adds the minutes only");
    assert!(kept[..5] == handed_out);
    executive.get(&meeting);
    let late = executive.post(&format!("{meeting}/frozen-papers"), &[]);
    assert!(late.status == 422 && late.text.contains("確定済みです"), "{}", late.text);
}

#[test]
fn minutes_that_were_put_right_stand_beside_the_earlier_ones() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let meeting = meeting(&mut round);
    let further = format!("{meeting}/further-papers");
    round.hanako.get(&meeting);
    let stamped: &[(&str, &str, &[u8])] = &[("file", "会議録（押印）.pdf", b"%PDF stamped")];
    let early = round.hanako.upload(&further, &[], stamped);
    assert!(early.status == 422 && early.text.contains("まだ確定していません"), "{}", early.text);
    conclude(&mut round.hanako, &meeting);
    let before = copies(&mut round.hanako, &meeting);
    let none = round.hanako.upload(&further, &[], &[]);
    assert!(none.status == 422 && none.text.contains("ファイルを選んでください"), "{}", none.text);
    let added = round.hanako.upload(&further, &[], stamped);
    assert!(added.status == 200 && added.text.contains("確定のあとに追加"), "{}", added.text);
    round.hanako.upload(&further, &[], stamped);
    let after = copies(&mut round.hanako, &meeting);
    assert_eq!((after.len(), after[6].1.as_slice()), (7, b"%PDF stamped".as_slice()));
    assert!(after[..6] == before);
    let mut executive = round.server.colleague(&mut round.hanako, "sakura", "executive");
    executive.get(&meeting);
    assert_eq!(executive.upload(&further, &[], stamped).status, 403);
}

#[test]
fn a_meeting_from_before_there_were_copies_says_that_its_papers_are_made_anew() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let meeting = meeting(&mut round);
    conclude(&mut round.hanako, &meeting);
    let (shell, key) = (Shell::new(), age::x25519::Identity::generate());
    let lines = backup_lines(&round.server, &shell, &key);
    let (_, server) = restore_lines(&shell, &key, &with_rows(&lines, "frozen_paper", Vec::clear));
    let mut hanako = server.somebody();
    hanako.log_in("hanako", PASSWORD);
    let further = format!("{meeting}/further-papers");
    for _ in 0..2 {
        let page = hanako.get(&meeting);
        assert!(page.text.contains("今の計画で作り直したもの"), "{}", page.text);
        assert!(hanako.get(&format!("{meeting}/minutes.pdf")).bytes.starts_with(b"%PDF"));
        // Its stamped minutes may be added all the same.
        hanako.upload(&further, &[], &[("file", "会議録（押印）.pdf", b"%PDF stamped")]);
    }
    assert_eq!(names(&copies(&mut hanako, &meeting)), ["会議録（押印）.pdf"]);
}
