//! How a vendor answers: by link with a code that came another way, and by a workbook that comes back by mail.

use crate::support::{OpenRound, Page, Server, Somebody, answer, parts, zipped};
use crate::vendors::sent;

/// The link's path and the code, as the clerk's page shows them.
pub fn link(hanako: &mut Somebody, inquiry: &str) -> (String, String) {
    let page = hanako.get(inquiry);
    let token = page.between("/v/", "<").expect("a link").to_owned();
    let code = page
        .between("確認コード</dt>", "</strong>")
        .and_then(|rest| rest.rsplit('>').next())
        .expect("a code");
    (format!("/v/{token}"), code.to_owned())
}

pub fn round() -> OpenRound {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let id = round.id.clone();
    answer(
        &mut round.hanako,
        &id,
        "administrator",
        &[("tls", "yes", ""), ("log-clock", "pending-vendor", "")],
    );
    round
}

pub fn opened(server: &Server, (path, code): &(String, String)) -> Somebody {
    let mut vendor = server.somebody();
    let shown = vendor.post(path, &[("code", code)]);
    assert!(shown.status == 200 && shown.path == "/v", "{} {}", shown.status, shown.text);
    vendor
}

pub fn save(vendor: &mut Somebody, finish: &str, others: &[(&str, &str)]) -> Page {
    let page = vendor.get("/v");
    let seen = page.between("name=\"seen\" value=\"", "\"").expect("a count of changes").to_owned();
    let mut fields = vec![("seen", seen.as_str()), ("finish", finish)];
    fields.extend(others);
    vendor.post("/v", &fields)
}

#[test]
fn a_vendor_saves_comes_back_and_hands_in_by_link_and_code() {
    let mut round = round();
    let inquiry = sent(&mut round.hanako, &["tls", "log-clock"]);
    let door = link(&mut round.hanako, &inquiry);
    let front = round.server.somebody().get(&door.0);
    assert!(front.text.contains("さくら病院") && front.text.contains("確認コード"), "{}", front.text);
    for hidden in ["さくらカルテ", "さくら医療", "TLS", "管理 花子"] {
        assert!(!front.text.contains(hidden), "the link alone shows nothing: {hidden}");
    }
    let mut vendor = opened(&round.server, &door);
    let questions = vendor.get("/v");
    assert!(
        questions.text.contains("さくらカルテ") && questions.text.contains("&lt;i&gt;よろしく"),
        "{}",
        questions.text
    );
    assert_eq!(questions.text.matches("<fieldset class=\"item\"").count(), 2, "its own questions only");
    for hidden in ["院内だけの話", "確認中", "令和8年度 第1回", "data-mark"] {
        assert!(!questions.text.contains(hidden), "nothing else of the hospital: {hidden}");
    }
    let kept = save(&mut vendor, "no", &[("mark-tls", "no"), ("comment-tls", "=次の版<i>で")]);
    assert!(
        kept.text.contains("2項目のうち1項目") && kept.text.contains("まだ提出していません"),
        "{}",
        kept.text
    );
    let mut later = opened(&round.server, &(door.0.clone(), door.1.to_lowercase().replace('-', " ")));
    assert!(later.get("/v").text.contains("=次の版&lt;i&gt;で"), "it goes on where it stopped");
    let stale = vendor.post("/v", &[("seen", "0"), ("finish", "no"), ("mark-tls", "yes")]);
    assert!(stale.status == 422 && stale.text.contains("ほかの人が回答を変えました"), "{}", stale.text);
    let all =
        [("mark-tls", "no"), ("target-tls", "R50.3.31"), ("mark-log-clock", "yes"), ("mark-disposal", "yes")];
    let nobody = save(&mut later, "yes", &all);
    assert!(nobody.status == 422 && nobody.text.contains("回答者"), "{}", nobody.text);
    let strange = save(&mut later, "no", &[("mark-tls", "pending-vendor"), ("target-tls", "来年")]);
    assert!(strange.status == 422 && strange.text.contains("日付として読めません"), "{}", strange.text);
    let done = save(&mut later, "yes", &[&all[..], &[("answerer", "保守部 鈴木")]].concat());
    assert!(
        done.text.contains("ご回答ありがとうございました") && done.text.contains("保守部 鈴木"),
        "{}",
        done.text
    );
    let late = later.post("/v", &[("seen", "2"), ("finish", "no"), ("mark-tls", "yes")]);
    assert!(late.text.contains("令和50年3月31日"), "it is frozen: {}", late.text);
    let closed = round.server.somebody().get(&door.0);
    assert!(closed.status == 410 && closed.text.contains("回答をいただいています"), "{}", closed.text);
    assert_eq!(round.server.somebody().post(&door.0, &[("code", &door.1)]).status, 410);
    let shown = round.hanako.get(&inquiry);
    assert!(shown.text.contains("保守部 鈴木") && shown.text.contains("回答用のページ"), "{}", shown.text);
    let log = round.hanako.get("/settings/audit-events").text;
    assert!(log.contains("保守部 鈴木（事業者）") && log.contains("事業者が回答のページを開いた"), "{log}");
}

#[test]
fn wrong_codes_make_wait_and_a_pass_opens_nothing_else() {
    let mut round = round();
    let inquiry = sent(&mut round.hanako, &["tls"]);
    let door = link(&mut round.hanako, &inquiry);
    let mut guesser = round.server.somebody();
    let mistyped = guesser.post(&door.0, &[("code", "AAAA-AAAC")]);
    assert!(mistyped.status == 422 && mistyped.text.contains("8文字を確かめて"), "{}", mistyped.text);
    assert_eq!(guesser.get("/v").status, 404, "without a code nothing is shown");
    // Seven times the first letter of the alphabet has the check character of the same value.
    let wrong = other_code(&door.1);
    for _ in 0..5 {
        let missed = guesser.post(&door.0, &[("code", &wrong)]);
        assert!(missed.text.contains("確認コードが違います"), "{}", missed.text);
    }
    let waiting = round.server.somebody().post(&door.0, &[("code", &wrong)]);
    assert!(!waiting.text.contains("確認コードが違います"), "from wherever it is tried: {}", waiting.text);
    assert_ne!(
        round.server.somebody().post(&door.0, &[("code", &door.1)]).path,
        "/v",
        "not even the right one"
    );
    round.hanako.get(&inquiry);
    round.hanako.post(&format!("{inquiry}/link"), &[]);
    let new = link(&mut round.hanako, &inquiry);
    opened(&round.server, &new);
    for nowhere in ["/v/nothing", "/v/../inquiries"] {
        assert_ne!(round.server.somebody().get(nowhere).status, 200, "{nowhere}");
    }
    let mut vendor = round.server.somebody();
    for private in ["/vendors", &inquiry, "/findings", "/"] {
        assert_eq!(vendor.get(private).path, "/login", "{private}");
    }
}

/// Another code whose check character fits: that of the cards' alphabet with one number more.
fn other_code(code: &str) -> String {
    use tenken_domain::slip::Code;
    let other = (0..).map(Code::of_number).map(|code| code.to_string()).find(|other| other != code);
    other.expect("there are many")
}

#[test]
fn a_replaced_or_withdrawn_link_opens_nothing_and_says_so() {
    let mut round = round();
    let inquiry = sent(&mut round.hanako, &["tls"]);
    let old = link(&mut round.hanako, &inquiry);
    let mut vendor = opened(&round.server, &old);
    round.hanako.get(&inquiry);
    round.hanako.post(&format!("{inquiry}/link"), &[]);
    let new = link(&mut round.hanako, &inquiry);
    assert!(old.0 != new.0 && old.1 != new.1);
    assert_eq!(vendor.get("/v").status, 404, "its pass went with the link");
    assert_eq!(vendor.post("/v", &[("seen", "0"), ("finish", "no"), ("mark-tls", "yes")]).status, 404);
    let gone = round.server.somebody().get(&old.0);
    assert!(gone.status == 404 && gone.text.contains("このアドレスは使えません"), "{}", gone.text);
    let mut vendor = opened(&round.server, &new);
    round.hanako.get(&inquiry);
    round.hanako.post(&format!("{inquiry}/withdrawal"), &[]);
    let withdrawn = round.server.somebody().get(&new.0);
    assert!(withdrawn.status == 410 && withdrawn.text.contains("取りやめになりました"), "{}", withdrawn.text);
    assert_eq!(vendor.get("/v").status, 410);
    let late = vendor.post("/v", &[("seen", "0"), ("finish", "no"), ("mark-tls", "yes")]);
    assert_eq!(late.status, 410);
    let lines = round.server.lines();
    let secrets = [&old.0, &new.0].map(|path| path.trim_start_matches("/v/").to_owned());
    let stored = lines.values().flatten().any(|line| secrets.iter().any(|secret| line.contains(secret)));
    assert!(!stored, "no token lies in the database");
}

/// What is written into cells: the label or item it belongs to, the column, the text.
type Written<'w> = (&'w str, char, &'w str);

/// The workbook with texts written in the row of a label or of an item.
fn filled(workbook: &[u8], written: &[Written<'_>]) -> Vec<u8> {
    let mut parts = parts(workbook);
    let strings = content(&parts, "xl/sharedStrings.xml");
    let strings: Vec<&str> =
        strings.split("<si>").skip(1).map(|one| one.split("</si>").next().unwrap_or_default()).collect();
    let sheet = parts.iter_mut().find(|(name, _)| name == "xl/worksheets/sheet1.xml").expect("the sheet");
    let mut xml = String::from_utf8(sheet.1.clone()).expect("text");
    for (key, column, text) in written {
        let nth = strings
            .iter()
            .position(|one| one.contains(&format!(">{key}<")))
            .unwrap_or_else(|| panic!("no {key}"));
        let at = xml.find(&format!("<v>{nth}</v>")).expect("its cell");
        let row: String = xml[..at]
            .rsplit("<c r=\"")
            .next()
            .expect("a cell")
            .chars()
            .skip(1)
            .take_while(char::is_ascii_digit)
            .collect();
        write(&mut xml, &format!("{column}{row}"), text);
    }
    sheet.1 = xml.into_bytes();
    zipped(&parts)
}

fn content(parts: &[(String, Vec<u8>)], wanted: &str) -> String {
    let part = parts.iter().find(|(name, _)| name == wanted).expect("the part");
    String::from_utf8(part.1.clone()).expect("text")
}

/// A text that begins with `=` becomes a formula with this saved value; without one where it ends with `!`.
fn write(xml: &mut String, cell: &str, text: &str) {
    let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no cell {cell}"));
    let tag = start + xml[start..].find('>').expect("its end") + 1;
    let end =
        if xml[..tag].ends_with("/>") { tag } else { tag + xml[tag..].find("</c>").expect("its end") + 4 };
    let new = match text.strip_prefix('=') {
        Some(formula) => format!("<c r=\"{cell}\"><f>{formula}</f></c>"),
        None => format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{}</t></is></c>", text.replace('<', "&lt;")),
    };
    xml.replace_range(start..end, &new);
}

fn upload(hanako: &mut Somebody, inquiry: &str, name: &str, bytes: &[u8]) -> Page {
    hanako.get(inquiry);
    hanako.upload(&format!("{inquiry}/upload"), &[], &[("file", name, bytes)])
}

#[test]
fn a_workbook_goes_out_comes_back_is_looked_at_and_handed_in() {
    let mut round = round();
    let hanako = &mut round.hanako;
    let inquiry = sent(hanako, &["tls", "log-clock"]);
    let form = hanako.get(&format!("{inquiry}/inquiry.xlsx")).bytes;
    let some =
        filled(&form, &[("tls", 'D', "×"), ("tls", 'E', "+次の版<i>で"), ("tls", 'F', "令和50年3月31日")]);
    let preview = upload(hanako, &inquiry, "回答.xlsx", &some);
    assert!(
        preview.text.contains("回答のない項目が1件あります") && preview.text.contains("+次の版&lt;i&gt;で"),
        "{}",
        preview.text
    );
    assert!(!preview.text.contains("value=\"yes\""), "what is not whole cannot be handed in");
    assert!(!hanako.get(&inquiry).text.contains("+次の版"), "nothing was taken yet");
    let seen = |page: &Page| page.between("name=\"seen\" value=\"", "\"").expect("a count").to_owned();
    let taken = hanako.post(&preview.path, &[("seen", &seen(&preview)), ("finish", "no")]);
    assert!(taken.path == inquiry && taken.text.contains("+次の版&lt;i&gt;で"), "{}", taken.text);
    assert_eq!(hanako.get(&preview.path).status, 404, "a file is taken once");
    let vague = filled(&form, &[("tls", 'D', "該当なし"), ("log-clock", 'D', "○")]);
    let vague = upload(hanako, &inquiry, "回答.xlsx", &vague);
    assert!(
        vague.text.contains("理由がコメントにない項目が1件") && !vague.text.contains("value=\"yes\""),
        "{}",
        vague.text
    );
    let forced = [("seen", seen(&vague)), ("finish", "yes".to_owned()), ("answerer", "鈴木".to_owned())];
    let forced: Vec<(&str, &str)> = forced.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let forced = hanako.post(&vague.path, &[&forced[..], &[("answered_on", "2020-04-20")]].concat());
    assert!(forced.status == 422 && forced.text.contains("href=\"#item-tls\""), "{}", forced.text);
    let whole = [
        ("回答者", 'C', "保守部 鈴木"),
        ("tls", 'D', "×"),
        ("log-clock", 'D', "ｏ"),
        ("log-clock", 'E', "OK"),
    ];
    let preview = upload(hanako, &inquiry, "回答.xlsx", &filled(&form, &whole));
    assert!(preview.text.contains("value=\"保守部 鈴木\""), "{}", preview.text);
    let fields = [("answerer", "保守部 鈴木"), ("answered_on", "2020-04-20"), ("finish", "yes")];
    let early = [("answerer", "鈴木"), ("answered_on", "2020-03-31"), ("finish", "yes")];
    let early = hanako.post(&preview.path, &[&early[..], &[("seen", seen(&preview).as_str())]].concat());
    assert!(early.status == 422 && early.text.contains("送った日より前の日付です"), "{}", early.text);
    let done = hanako.post(&preview.path, &[&fields[..], &[("seen", seen(&preview).as_str())]].concat());
    assert!(
        done.text.contains("回答済（令和2年4月20日") && done.text.contains("保守部 鈴木"),
        "{}",
        done.text
    );
    let again = filled(&hanako.get(&format!("{inquiry}/inquiry.xlsx")).bytes, &[]);
    let late = upload(hanako, &inquiry, "a.xlsx", &again);
    assert_eq!(late.status, 409, "{}", late.text);
}

#[test]
fn a_file_that_is_not_this_inquirys_is_refused_as_a_whole_with_every_mistake() {
    let mut round = round();
    let hanako = &mut round.hanako;
    let inquiry = sent(hanako, &["tls", "log-clock"]);
    let vendor = hanako
        .get(&inquiry)
        .between("href=\"/vendors/", "\"")
        .map(|id| format!("/vendors/{id}"))
        .expect("a vendor");
    let other = crate::vendors::ask(hanako, &vendor, &["tls", "log-clock"]);
    let form = hanako.get(&format!("{inquiry}/inquiry.xlsx")).bytes;
    let others = hanako.get(&format!("{other}/inquiry.xlsx")).bytes;
    let blank = hanako.get("/forms/mhlw-guideline-5.2/administrator/filled-sheet.xlsx").bytes;
    let long = "あ".repeat(301);
    for (what, bytes, sentence) in [
        ("another inquiry's", others, "別の確認依頼のファイル"),
        ("another form", blank, "依頼番号がありません"),
        ("a changed item", filled(&form, &[("tls", 'A', "disposal")]), "お尋ねしていない項目"),
        ("an item twice", filled(&form, &[("tls", 'A', "log-clock")]), "同じ項目が2回"),
        ("a strange mark", filled(&form, &[("tls", 'D', "△")]), "「△」は読み取れません"),
        ("a pending mark", filled(&form, &[("tls", 'D', "確認中")]), "確認中"),
        ("a formula", filled(&form, &[("tls", 'D', "=1+1")]), "計算結果が保存されていません"),
        ("a formula as a comment", filled(&form, &[("tls", 'E', "=1+1")]), "コメントが文字ではありません"),
        ("a long comment", filled(&form, &[("tls", 'E', &long)]), "300文字まで"),
        ("no day", filled(&form, &[("tls", 'F', "来年")]), "日付として読めません"),
        ("no heading", filled(&form, &[("チェック欄", 'D', "欄")]), "見出し"),
        ("no workbook", b"a,b\n".to_vec(), "依頼番号がありません"),
        ("nothing", Vec::new(), "空です"),
    ] {
        let refused = upload(hanako, &inquiry, "a.xlsx", &bytes);
        assert_eq!(refused.status, 422, "{what}: {}", refused.text);
        assert!(refused.text.contains(sentence) || what == "no workbook", "{what}: {}", refused.text);
    }
    assert!(hanako.get(&inquiry).text.contains("回答待ち"), "nothing was taken");
    let nothing = hanako.upload(&format!("{inquiry}/upload"), &[], &[]);
    assert!(nothing.status == 422 && nothing.text.contains("ファイルを選んでください"), "{}", nothing.text);
}

#[test]
fn the_letter_is_a_file_and_the_code_is_only_on_the_one_for_those_who_send_it() {
    let mut round = round();
    let inquiry = sent(&mut round.hanako, &["tls"]);
    for file in ["inquiry.pdf", "letter-with-code.pdf"] {
        let page = round.hanako.get(&format!("{inquiry}/{file}"));
        assert!(page.bytes.starts_with(b"%PDF"), "{file}: {}", page.text);
    }
    assert_eq!(round.hanako.get(&format!("{inquiry}/minutes.pdf")).status, 404);
    let mut jiro = round.server.colleague(&mut round.hanako, "jiro", "auditor");
    assert_eq!(jiro.get(&format!("{inquiry}/inquiry.pdf")).status, 200);
    assert_eq!(jiro.get(&format!("{inquiry}/letter-with-code.pdf")).status, 403);
    assert!(!jiro.get(&inquiry).text.contains("/v/"));
    assert!(round.hanako.get("/settings/audit-events").text.contains("確認依頼_株式会社さくら医療"));
}

#[test]
fn a_file_goes_with_an_answer_by_link_and_by_hand_and_nobody_else_sends_any() {
    let mut round = round();
    let inquiry = sent(&mut round.hanako, &["tls", "log-clock"]);
    let door = link(&mut round.hanako, &inquiry);
    let mut stranger = round.server.somebody();
    let item = [("attached_item", "tls")];
    assert_eq!(stranger.upload("/v/file", &item, &[("attached", "a.pdf", b"x")]).status, 404);
    let mut vendor = opened(&round.server, &door);
    let bytes = b"TLS 1.3 only".as_slice();
    let kept = vendor.upload("/v/file", &item, &[("attached", "../<b>設定</b>.pdf", bytes)]);
    assert!(kept.status == 200 && kept.text.contains("b&gt;.pdf"), "{}", kept.text);
    assert_eq!(
        vendor.upload("/v/file", &[("attached_item", "disposal")], &[("attached", "a", b"x")]).status,
        404
    );
    let empty = vendor.upload("/v/file", &item, &[("attached", "a.pdf", b"")]);
    assert!(empty.status == 422 && empty.text.contains("b&gt;.pdf"), "{}", empty.text);
    let page = round.hanako.get(&inquiry);
    assert!(page.text.contains("SHA-256") && page.text.contains("/files/tls\""), "{}", page.text);
    assert_eq!(round.hanako.get(&format!("{inquiry}/files/tls")).bytes, bytes);
    assert_eq!(round.hanako.get(&format!("{inquiry}/files/log-clock")).status, 404);
    let item = [("attached_item", "log-clock")];
    let by_hand =
        round.hanako.upload(&format!("{inquiry}/files"), &item, &[("attached", "写し.pdf", b"FAX")]);
    assert!(by_hand.status == 200 && by_hand.text.contains("写し.pdf"), "{}", by_hand.text);
    let large = vec![b'x'; 21 << 20];
    for item in ["tls", "log-clock"] {
        let refused = vendor.upload("/v/file", &[("attached_item", item)], &[("attached", "大.bin", &large)]);
        assert!(refused.status == 422 && refused.text.contains("写し.pdf"), "{}", refused.text);
    }
    let all =
        [("mark-tls", "yes"), ("mark-log-clock", "yes"), ("mark-disposal", "yes"), ("answerer", "鈴木")];
    let done = save(&mut vendor, "yes", &all);
    assert!(done.status == 200 && done.text.contains("写し.pdf"), "{}", done.text);
    let late = vendor.upload("/v/file", &[("attached_item", "tls")], &[("attached", "後.pdf", b"late")]);
    assert!(!late.text.contains("後.pdf"), "what was handed in stays as it is");
    assert_eq!(round.hanako.get(&format!("{inquiry}/files/tls")).bytes, bytes);
    assert!(round.hanako.get("/settings/audit-events").text.contains("事業者の回答に資料を付けた"));
}
