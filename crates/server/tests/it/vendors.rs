//! The register of vendors, and an inquiry from its draft to the answer that becomes the hospital's own.

use crate::support::{Demo, OpenRound, Page, Somebody, answer};

const VENDOR: [(&str, &str); 12] = [
    ("name", "株式会社さくら医療<b>システム"),
    ("system-name-0", "さくらカルテ"),
    ("system-kind-0", "chart"),
    ("system-name-1", "さくら医事"),
    ("system-kind-1", "billing"),
    ("contact-name-0", "保守サポート部 髙橋 﨑子"),
    ("contact-telephone-0", "03-0000-0001"),
    ("contract", "term"),
    ("from", "R1.5.1"),
    ("until", "2020-03-31"),
    ("reason", ""),
    ("note", "=メモ"),
];

/// Registers a vendor with these fields in the place of the usual ones.
pub fn register(hanako: &mut Somebody, others: &[(&str, &str)]) -> Page {
    hanako.get("/vendors/new");
    let usual = VENDOR.into_iter().filter(|(name, _)| !others.iter().any(|(other, _)| other == name));
    let fields: Vec<_> = usual.chain(others.iter().copied()).collect();
    hanako.post("/vendors", &fields)
}

/// Makes an inquiry about these items of a registered vendor; gives its address.
pub fn ask(hanako: &mut Somebody, vendor: &str, items: &[&str]) -> String {
    hanako.get(&format!("{vendor}/inquiries/new"));
    let mut fields =
        vec![("system", "さくらカルテ"), ("due", "R50.12.28"), ("message", "=お手数ですが\n<i>よろしく")];
    fields.extend(items.iter().map(|item| ("item", *item)));
    let made = hanako.post(&format!("{vendor}/inquiries"), &fields);
    assert!(made.status == 200 && made.path.starts_with("/inquiries/"), "{}", made.text);
    made.path
}

/// The same, sent some years ago.
pub fn sent(hanako: &mut Somebody, items: &[&str]) -> String {
    let vendor = register(hanako, &[]).path;
    let inquiry = ask(hanako, &vendor, items);
    let page = hanako.post(&format!("{inquiry}/sending"), &[("sent_on", "2020-04-01")]);
    assert!(page.text.contains("回答待ち（令和2年4月1日"), "{}", page.text);
    inquiry
}

/// Types in the answers of a paper; `finish` is the button that was pressed.
fn type_in(hanako: &mut Somebody, inquiry: &str, finish: &str, others: &[(&str, &str)]) -> Page {
    let form = hanako.get(&format!("{inquiry}/answers"));
    let seen = form.between("name=\"seen\" value=\"", "\"").expect("a count of changes").to_owned();
    let usual =
        [("seen", seen.as_str()), ("finish", finish), ("answered_on", "2020-04-10"), ("way", "paper")];
    let usual = usual.into_iter().filter(|(name, _)| !others.iter().any(|(other, _)| other == name));
    let fields: Vec<_> = usual.chain(others.iter().copied()).collect();
    hanako.post(&format!("{inquiry}/answers"), &fields)
}

fn round() -> OpenRound {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let id = round.id.clone();
    let marks = [("tls", "yes", ""), ("log-clock", "pending-vendor", ""), ("backup-generations", "yes", "")];
    answer(&mut round.hanako, &id, "administrator", &marks);
    round
}

#[test]
fn a_vendor_is_registered_changed_and_set_aside_and_never_removed() {
    let mut round = round();
    let hanako = &mut round.hanako;
    assert!(hanako.get("/vendors").text.contains("まだ事業者が登録されていません"));
    let made = register(hanako, &[]);
    for words in [
        "さくら医療&lt;b&gt;システム",
        "さくらカルテ（電子カルテ・オーダリング）",
        "髙橋 﨑子",
        "契約期間終了",
        "=メモ",
    ] {
        assert!(made.text.contains(words), "{words}: {}", made.text);
    }
    assert_eq!(register(hanako, &[]).path, made.path, "the same form registers it once");
    let taken = register(hanako, &[("note", "ほか")]);
    assert!(taken.status == 422 && taken.text.contains("同じ名前の事業者"), "{}", taken.text);
    let form = hanako.get(&format!("{}/edit", made.path));
    assert!(form.text.contains("value=\"03-0000-0001\"") && form.text.contains("value=\"2020-03-31\""));
    let none = [
        ("name", "有限会社みなと給食"),
        ("system-name-0", "給食"),
        ("system-kind-0", "catering"),
        ("contract", "none"),
        ("reason", "購入のみ"),
    ];
    let changed = hanako.post(&made.path, &none);
    assert!(
        changed.text.contains("契約なし（購入のみ）") && changed.text.contains("給食（給食）"),
        "{}",
        changed.text
    );
    let aside = hanako.post(&format!("{}/setting-aside", made.path), &[]);
    assert!(aside.text.contains("新しい確認依頼は作れません") && !aside.text.contains("/inquiries/new"));
    hanako.get("/account");
    let late = [("system", "給食"), ("due", "R50.1.4"), ("item", "tls")];
    assert_eq!(hanako.post(&format!("{}/inquiries", made.path), &late).status, 409);
    assert!(hanako.get("/vendors").text.contains("取引のない事業者 (1)"));
    assert!(hanako.post(&format!("{}/taking-back", made.path), &[]).text.contains("/inquiries/new"));
    let log = hanako.get("/settings/audit-events").text;
    for words in
        ["事業者を登録した", "事業者の内容を変えた", "取引のない事業者にした", "事業者：有限会社みなと給食"]
    {
        assert!(log.contains(words), "{words}: {log}");
    }
}

#[test]
fn what_was_typed_wrongly_of_a_vendor_is_refused_at_its_field() {
    let mut round = round();
    let long = "あ".repeat(121);
    for (field, typed, sentence) in [
        ("name", "", "入力してください"),
        ("system-name-0", "さくら医事", "同じシステム名が2回"),
        ("contract", "", "契約の有無を選んでください"),
        ("from", "来年", "日付として読めません"),
        ("from", "2021-04-01", "終了日が開始日より前"),
        ("contact-telephone-0", long.as_str(), "連絡先の各欄は"),
    ] {
        let refused = register(&mut round.hanako, &[(field, typed)]);
        assert!(refused.status == 422 && refused.text.contains(sentence), "{field}: {}", refused.text);
    }
    let nothing = register(&mut round.hanako, &[("system-name-0", ""), ("system-name-1", " ")]);
    assert!(nothing.text.contains("システムを1つ以上"), "{}", nothing.text);
    let silent = register(&mut round.hanako, &[("contract", "none")]);
    assert!(silent.status == 422 && silent.text.contains("契約がない理由"), "{}", silent.text);
}

#[test]
fn items_are_picked_by_their_marks_and_those_pending_with_a_vendor_are_chosen_beforehand() {
    let mut round = round();
    let id = round.id.clone();
    answer(&mut round.hanako, &id, "administrator", &[("disposal", "no", "")]);
    let hanako = &mut round.hanako;
    let vendor = register(hanako, &[]).path;
    let picking = hanako.get(&format!("{vendor}/inquiries/new"));
    let is_chosen =
        |page: &Page, item: &str| page.text.contains(&format!("name=\"item\" value=\"{item}\" checked"));
    assert!(is_chosen(&picking, "log-clock") && !is_chosen(&picking, "tls"), "{}", picking.text);
    assert_eq!(picking.text.matches("name=\"item\"").count(), 118, "19, 97 and the annex's 2");
    let open = hanako.get(&format!("{vendor}/inquiries/new?show=open"));
    assert_eq!(open.text.matches("name=\"item\"").count(), 2, "{}", open.text);
    let wanted = hanako.get(&format!("{vendor}/inquiries/new?item=tls&system=さくら医事"));
    assert!(is_chosen(&wanted, "tls") && !is_chosen(&wanted, "log-clock"));
    assert!(wanted.text.contains("value=\"さくら医事\" checked"));
    for (field, typed, sentence) in [
        ("system", "給食", "システムを1つ選んでください"),
        ("due", "2020-01-01", "依頼する日より前"),
        ("item", "clear-screen", "項目を1つ以上選んでください"),
        ("item", "nothing", "項目を1つ以上選んでください"),
    ] {
        let usual = [("system", "さくらカルテ"), ("due", "R50.12.28"), ("item", "tls")];
        let fields: Vec<_> =
            usual.into_iter().filter(|(name, _)| *name != field).chain([(field, typed)]).collect();
        let refused = hanako.post(&format!("{vendor}/inquiries"), &fields);
        assert!(
            refused.status == 422 && refused.text.contains(sentence),
            "{field} {typed}: {}",
            refused.text
        );
    }
    let first = ask(hanako, &vendor, &["tls"]);
    assert_eq!(ask(hanako, &vendor, &["tls"]), first, "the same form makes one inquiry");
    assert!(hanako.get("/findings").text.contains("事業者に確認を依頼する"));
}

#[test]
fn an_inquiry_is_sent_chased_asked_again_and_typed_in_and_then_nothing_changes() {
    let mut round = round();
    let hanako = &mut round.hanako;
    let vendor = register(hanako, &[]).path;
    let inquiry = ask(hanako, &vendor, &["tls", "log-clock"]);
    assert!(hanako.get(&inquiry).text.contains("作成中"));
    assert_eq!(hanako.get(&format!("{inquiry}/answers")).path, inquiry, "nothing was sent yet");
    let future = hanako.post(&format!("{inquiry}/sending"), &[("sent_on", "R50.1.1")]);
    assert!(future.status == 422 && future.text.contains("先の日付です"), "{}", future.text);
    hanako.post(&format!("{inquiry}/sending"), &[("sent_on", "2020-04-01")]);
    let list = hanako.get("/vendors");
    assert!(list.text.contains("回答待ちの確認依頼 (1)") && list.text.contains("0/2"), "{}", list.text);
    let note = [("day", "2020-04-20"), ("way", "telephone"), ("whom", "鈴木"), ("said", "折り返す<b>")];
    let noted = hanako.post(&format!("{inquiry}/chases"), &note);
    assert!(noted.text.contains("折り返す&lt;b&gt;") && noted.text.contains("回答待ち（"), "{}", noted.text);
    let again = hanako.post(&format!("{inquiry}/chases"), &note);
    assert_eq!(again.text.matches("折り返す&lt;b&gt;").count(), 1, "the same note is written once");
    let asked = [("day", "2020-05-20"), ("way", "fax"), ("said", "再送した"), ("new_due", "R50.12.30")];
    let asked = hanako.post(&format!("{inquiry}/chases"), &asked);
    assert!(
        asked.text.contains("再依頼中（令和2年5月20日") && asked.text.contains("再依頼：令和50年12月30日"),
        "{}",
        asked.text
    );
    let kept = type_in(hanako, &inquiry, "no", &[("mark-tls", "no"), ("comment-tls", "=次の版<i>で")]);
    assert!(kept.text.contains("=次の版&lt;i&gt;で") && kept.text.contains("再依頼中"), "{}", kept.text);
    let open = type_in(hanako, &inquiry, "yes", &[("mark-tls", "no"), ("answerer", "鈴木")]);
    assert!(open.status == 422 && open.text.contains("回答を直す所が1か所あります"), "{}", open.text);
    let bare = [("mark-tls", "not-applicable"), ("mark-log-clock", "yes"), ("answerer", "鈴木")];
    let bare = type_in(hanako, &inquiry, "yes", &bare);
    assert!(bare.status == 422 && bare.text.contains("「該当なし」の理由を書いて"), "{}", bare.text);
    let marks = [("mark-tls", "no"), ("target-tls", "令和50年3月31日"), ("comment-log-clock", "調査中")];
    let nobody = type_in(hanako, &inquiry, "yes", &marks);
    assert!(nobody.status == 422 && nobody.text.contains("入力してください"), "{}", nobody.text);
    let old = [&marks[..], &[("answerer", "鈴木"), ("seen", "0")]].concat();
    let old = hanako.post(
        &format!("{inquiry}/answers"),
        &[&old[..], &[("finish", "yes"), ("answered_on", "2020-05-21")]].concat(),
    );
    assert!(old.status == 422 && old.text.contains("ほかの人が回答を変えました"), "{}", old.text);
    let done = type_in(hanako, &inquiry, "yes", &[&marks[..], &[("answerer", "保守部 鈴木")]].concat());
    for words in
        ["回答済（令和2年4月10日", "保守部 鈴木", "紙・FAX・電話", "令和50年3月31日", "調査中", "当院と違う"]
    {
        assert!(done.text.contains(words), "{words}: {}", done.text);
    }
    for (verb, fields) in [("sending", [("sent_on", "2020-04-01")]), ("withdrawal", [("", "")])] {
        let late = hanako.post(&format!("{inquiry}/{verb}"), &fields);
        assert!(late.status == 422 && late.text.contains("この操作はできません"), "{verb}: {}", late.text);
    }
    let log = hanako.get("/settings/audit-events").text;
    let frozen = hanako.get(&inquiry).text;
    assert!(frozen.contains("初めの回答期限") && frozen.contains("2068-12-28"), "{frozen}");
    assert!(log.contains("2068-12-28 → 2068-12-30"), "the due date before is not forgotten: {log}");
    for words in
        ["確認依頼を作った", "送付済みにした", "督促を記録した", "途中まで保存した", "回答を確定した"]
    {
        assert!(log.contains(words), "{words}: {log}");
    }
}

#[test]
fn a_vendors_answer_stands_beside_the_item_and_adopting_it_is_an_act_of_a_person() {
    let mut round = round();
    let id = round.id.clone();
    let inquiry = sent(&mut round.hanako, &["tls", "log-clock"]);
    let hanako = &mut round.hanako;
    let sheet = format!("/rounds/{id}/sheets/administrator");
    assert!(!hanako.get(&sheet).text.contains("vendor-answer"), "what is not handed in is no answer");
    let answers = [
        ("mark-tls", "no"),
        ("comment-tls", "次の版で"),
        ("mark-log-clock", "not-applicable"),
        ("comment-log-clock", "使っていない"),
        ("answerer", "鈴木"),
    ];
    type_in(hanako, &inquiry, "yes", &answers);
    let before = hanako.get(&sheet);
    let row = before.between("<article id=\"item-tls\"", "</article>").expect("the item");
    assert!(
        row.contains("事業者の回答") && row.contains("さくらカルテ") && row.contains("data-mark=\"yes\""),
        "{row}"
    );
    let shown = hanako.get(&inquiry);
    let adoption = format!("{inquiry}/adoptions/tls");
    let form = shown.between(&format!("action=\"{adoption}\""), "</form>").expect("a button").to_owned();
    let value = |name: &str| {
        form.split(&format!("name=\"{name}\" value=\""))
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a value")
    };
    let fields = [("key", value("key")), ("seen", value("seen"))];
    let old = hanako.post(&adoption, &[("key", "another"), ("seen", "0")]);
    assert!(old.status == 422 && old.text.contains("この項目が変更されています"), "{}", old.text);
    let adopted = hanako.post(&adoption, &fields);
    assert_eq!(adopted.status, 200, "{}", adopted.text);
    let after = hanako.get(&sheet);
    let row = after.between("<article id=\"item-tls\"", "</article>").expect("the item");
    assert!(row.contains("data-mark=\"no\"") && row.contains("=院内だけの話"), "{row}");
    assert!(
        row.contains("事業者の回答を採用：株式会社さくら医療&lt;b&gt;システム（さくらカルテ）")
            && row.contains("次の版で"),
        "{row}"
    );
    assert!(hanako.get("/settings/audit-events").text.contains("事業者の回答を採用した"));
    assert_eq!(
        hanako.post(&format!("{inquiry}/adoptions/disposal"), &fields).status,
        404,
        "it was not asked"
    );
    round.close();
    let hanako = &mut round.hanako;
    assert!(!hanako.get(&inquiry).text.contains("/adoptions/"), "a closed round never changes");
    assert_eq!(hanako.post(&format!("{inquiry}/adoptions/log-clock"), &fields).status, 409);
}

#[test]
fn the_answer_before_stands_beside_the_new_one_which_alone_can_be_adopted() {
    let mut round = round();
    let id = round.id.clone();
    let hanako = &mut round.hanako;
    let first = sent(hanako, &["tls"]);
    type_in(hanako, &first, "yes", &[("mark-tls", "yes"), ("answerer", "鈴木")]);
    let anew = hanako.get(&first).between("/inquiries/new?", "\"").expect("asking anew").to_owned();
    assert!(anew.contains("item=tls"), "{anew}");
    let vendor = hanako
        .get(&first)
        .between("href=\"/vendors/", "\"")
        .map(|id| format!("/vendors/{id}"))
        .expect("a vendor");
    let vendor = vendor.split("/inquiries").next().expect("its address").to_owned();
    hanako.get(&format!("{vendor}/inquiries/new"));
    let fields = [("system", "さくらカルテ"), ("due", "R50.12.29"), ("item", "tls")];
    let second = hanako.post(&format!("{vendor}/inquiries"), &fields).path;
    hanako.post(&format!("{second}/sending"), &[("sent_on", "2020-06-01")]);
    let done = type_in(
        hanako,
        &second,
        "yes",
        &[("mark-tls", "no"), ("answerer", "田中"), ("answered_on", "2020-06-09")],
    );
    let row = done.between("<tr id=\"item-tls\"", "</tr>").expect("the item");
    assert!(row.contains("前回と違う") && row.contains(&format!("href=\"{first}\"")), "{row}");
    let adoptions = |page: &Page| page.text.contains("/adoptions/tls");
    assert!(adoptions(&done), "{}", done.text);
    answer(hanako, &id, "administrator", &[("tls", "no", "")]);
    let superseded = hanako.get(&first);
    assert!(
        superseded.text.contains("新しい回答があります") && !adoptions(&superseded),
        "{}",
        superseded.text
    );
    let old = hanako.post(&format!("{first}/adoptions/tls"), &[("key", "a"), ("seen", "2")]);
    assert_eq!(old.status, 409, "{}", old.text);
}

#[test]
fn the_sample_hospital_shows_what_is_late_and_what_contradicts() {
    let demo = Demo::start();
    let mut hanako = demo.login("hanako");
    assert!(hanako.get("/").text.contains("回答期限を過ぎた事業者への確認依頼が1件あります"));
    let list = hanako.get("/vendors");
    assert!(
        list.text.contains("回答期限を過ぎた確認依頼 (1)") && list.text.contains("期限超過"),
        "{}",
        list.text
    );
    assert!(list.text.contains("契約なし（給食の委託契約のみ"), "{}", list.text);
    let found = hanako.get("/vendors/contradictions");
    for words in ["当院は○、事業者は×または該当なし (1)", "期限を過ぎても未回答 (3)"]
    {
        assert!(found.text.contains(words), "{words}: {}", found.text);
    }
    assert!(
        found.text.contains("/sheets/administrator#item-")
            && found.text.contains(">システム管理者向け 整理番号 "),
        "an item leads to its place on the sheet: {}",
        found.text
    );
    let mut sakura = demo.login("sakura");
    assert!(!sakura.get("/").text.contains("確認依頼が1件"));
    let inquiry =
        list.between("href=\"/inquiries/", "\"").map(|id| format!("/inquiries/{id}")).expect("an inquiry");
    let shown = sakura.get(&inquiry);
    assert!(shown.status == 200 && !shown.text.contains("/v/"), "the link is for those who send it");
    assert!(hanako.get(&inquiry).text.contains("/v/"));
}
