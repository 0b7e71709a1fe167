//! The register of people: the personnel system's file in all its shapes, previewed, taken over, taken back; and one
//! person at a time.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use tenken_domain::account::Role;
use tenken_store::facility;

use crate::support::{Page, Rows, Server, Shell, Somebody, archive, block_on, bomb};

const HEAD: &str = "職員番号,氏名,フリガナ,部署,職種,雇用区分,入職日,退職日\r\n";

fn file(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

/// Sends a file and looks at its preview.
fn send(somebody: &mut Somebody, name: &str, bytes: &[u8]) -> Page {
    somebody.get("/settings/people/import");
    somebody.upload("/settings/people/import", &[], &[("file", name, bytes)])
}

/// The fields of the confirmation that a preview offers.
fn confirmation(preview: &Page) -> Vec<(String, String)> {
    let form = preview.between("<form class=\"confirmation\"", "</form>").expect("something to confirm");
    let inputs = form.split("<input ").skip(1).filter(|input| {
        input.contains("type=\"hidden\"")
            || input.split('>').next().is_some_and(|tag| tag.contains(" checked"))
    });
    let value = |input: &str, name: &str| {
        let rest = input.split(&format!("{name}=\"")).nth(1)?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    inputs.filter_map(|input| Some((value(input, "name")?, value(input, "value")?))).collect()
}

fn confirm(somebody: &mut Somebody, preview: &Page) -> Page {
    let fields = confirmation(preview);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    somebody.post(&preview.path, &fields)
}

fn import(somebody: &mut Somebody, rows: &str) -> Page {
    let preview = send(somebody, "people.csv", file(rows).as_bytes());
    assert_eq!(preview.status, 200, "{}", preview.text);
    let done = confirm(somebody, &preview);
    assert_eq!((done.status, done.path.as_str()), (200, "/settings/people/imports"), "{}", done.text);
    done
}

/// The address of the page of somebody in the list.
fn page_of(list: &Page, name: &str) -> String {
    let mut links = list.text.split("<a href=\"").skip(1);
    let link = links.find(|rest| {
        rest.contains(&format!(">{name}</a>")) && rest.find('>') == rest.find(&format!(">{name}"))
    });
    link.expect("somebody of this name").split('"').next().unwrap().to_owned()
}

/// The number beside a word of the preview.
fn sum<'p>(preview: &'p Page, word: &str) -> &'p str {
    preview.between(&format!("<dt>{word}</dt><dd>"), "<").unwrap_or("nothing")
}

fn sums(preview: &Page) -> [&str; 6] {
    ["新しい人", "変更", "異動（部署が変わる人）", "退職", "ファイルにない人", "変わらない人"]
        .map(|word| sum(preview, word))
}

/// The rows of people and of what belongs to them; nothing else of the installation.
fn stored(server: &Server) -> Rows {
    let wanted = ["person", "person_import", "person_import_row", "department", "occupation"];
    server.rows().into_iter().filter(|(table, _)| wanted.contains(&table.as_str())).collect()
}

const THREE: &str = "00123,髙﨑　花子,ﾀｶｻｷ ﾊﾅｺ,東病棟,看護師,常勤,R7.4.1,\r\n00124,佐藤 一郎,さとう いちろう,東病棟,看護師,非常勤,2020/4/1,\r\n90001,清水 清,,清掃室,清掃員,業務委託,,\r\n";

#[test]
fn a_file_is_previewed_taken_over_as_a_whole_and_changes_nothing_a_second_time() {
    let (server, mut hanako) = Server::with_hospital();
    let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode(HEAD);
    let preview = send(&mut hanako, "職員.csv", &[&cp932, &*encoding_rs::SHIFT_JIS.encode(THREE).0].concat());
    assert_eq!(sums(&preview), ["3", "0", "0", "0", "0", "0"], "{}", preview.text);
    assert!(preview.text.contains("職員.csv") && preview.text.contains("東病棟（新しく加わります）"));
    assert!(preview.text.contains("value=\"清掃員\" checked"), "cleaning is guessed to be a contractor's");
    assert!(stored(&server)["person"].is_empty(), "looking stores nothing");
    let done = confirm(&mut hanako, &preview);
    assert!(done.text.contains("新しい人 3人"), "{}", done.text);
    let list = hanako.get("/settings/people");
    for word in
        ["00123", "髙﨑 花子", "タカサキ ハナコ", "3人（職員 2人、委託 1人）", "<h3>委託</h3>", "非常勤"]
    {
        assert!(list.text.contains(word), "{word}: {}", list.text);
    }
    let again = send(&mut hanako, "職員.csv", &[&cp932, &*encoding_rs::SHIFT_JIS.encode(THREE).0].concat());
    assert_eq!(sums(&again), ["0", "0", "0", "0", "0", "3"], "{}", again.text);
    assert!(again.text.contains("変わるものはありません") && !again.text.contains("この内容で取り込む"));
}

#[test]
fn a_workbook_is_read_whatever_its_layout() {
    let (_server, mut hanako) = Server::with_hospital();
    let mut book = Workbook::new();
    let cover = book.add_worksheet();
    cover.write(0, 0, "この表の説明").unwrap();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy/m/d");
    sheet.merge_range(0, 0, 0, 6, "職員名簿（令和8年11月）", &Format::new()).unwrap();
    for (column, heading) in (0_u16..).zip(["メール", "職種", "病棟", "漢字氏名", "社員番号", "採用年月日"])
    {
        sheet.merge_range(2, column, 3, column, heading, &Format::new()).unwrap();
    }
    sheet.write(5, 0, "hanako@example.jp").unwrap();
    sheet.write(5, 1, "看護師").unwrap();
    sheet.merge_range(5, 2, 6, 2, "西病棟", &Format::new()).unwrap();
    sheet.write(5, 3, "山田 花子").unwrap();
    sheet.write(5, 4, 501).unwrap();
    sheet.write_with_format(5, 5, ExcelDateTime::from_ymd(2025, 4, 1).unwrap(), &day).unwrap();
    sheet.write(6, 1, "医師").unwrap();
    sheet.write(6, 3, "鈴木 次郎").unwrap();
    sheet.write(6, 4, "０５０２").unwrap();
    sheet.write(6, 5, 45_748).unwrap();
    sheet.write(8, 3, "合計").unwrap();
    sheet.write(8, 4, 2).unwrap();
    let preview = send(&mut hanako, "名簿.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(sums(&preview)[0], "2", "{}", preview.text);
    assert_eq!(sum(&preview, "読み飛ばした行"), "1");
    let heading = preview.between("id=\"heading\"", ">").unwrap();
    assert!(heading.contains("value=\"3\"") || heading.contains("value=\"4\""), "{heading}");
    confirm(&mut hanako, &preview);
    let list = hanako.get("/settings/people");
    for word in [">501<", ">0502<", "西病棟", "鈴木 次郎"] {
        assert!(list.text.contains(word), "{word}: {}", list.text);
    }
    let page = hanako.get(&page_of(&list, "山田 花子"));
    assert!(page.text.contains("value=\"2025-04-01\""), "{}", page.text);
}

#[test]
fn a_column_that_was_misunderstood_is_chosen_by_the_user() {
    let (server, mut hanako) = Server::with_hospital();
    let preview = send(&mut hanako, "a.csv", "職員番号,氏名,配置,仕事\n1,山田,外来,看護師\n".as_bytes());
    assert!(preview.text.contains("「部署」の列がどれか分かりません"), "{}", preview.text);
    let chosen = format!(
        "{}?shown=0.1&sheet=0&heading=1&digits=4&column-0=number&column-1=name&column-2=department&column-3=occupation",
        preview.path
    );
    let preview = hanako.get(&chosen);
    assert_eq!(sums(&preview)[0], "1", "{}", preview.text);
    assert_eq!(confirm(&mut hanako, &preview).status, 200);
    assert!(hanako.get("/settings/people").text.contains(">0001<"), "numbers are filled up");
    assert_eq!(stored(&server)["person"].len(), 1);
    let twice = send(&mut hanako, "a.csv", file(THREE).as_bytes());
    let twice = hanako.get(&format!("{}?shown=0.1&heading=1&column-0=name&column-1=name", twice.path));
    assert!(twice.text.contains("「氏名」に2つ以上の列"), "{}", twice.text);
    let other_row = hanako.get(&format!("{}?shown=0.1&heading=2", twice.path));
    assert!(other_row.text.contains("「職員番号」の列がどれか分かりません"), "{}", other_row.text);
}

#[test]
fn who_changes_moves_leaves_or_is_not_in_the_file_is_shown_and_done() {
    let (_server, mut hanako) = Server::with_hospital();
    import(&mut hanako, THREE);
    let rows =
        "00123,髙﨑　華子,ﾀｶｻｷ ﾊﾅｺ,東病棟,看護師,常勤,R7.4.1,\r\n00200,新人 望,,東病棟,看護師,常勤,,\r\n";
    let preview = send(&mut hanako, "b.csv", file(rows).as_bytes());
    assert_eq!(
        sums(&preview),
        ["1", "1", "0", "0", "1", "0"],
        "contractors are not spoken of: {}",
        preview.text
    );
    assert!(preview.text.contains("氏名：髙﨑 花子 → 髙﨑 華子"), "{}", preview.text);
    let leaving = format!(
        "{}?shown=0.1&sheet=0&heading=1&missing=left&left_on=2026-11-01&column-0=number&column-1=name&column-2=kana&\
         column-3=department&column-4=occupation&column-5=employment&column-6=joined-on&column-7=left-on",
        preview.path
    );
    let preview = hanako.get(&leaving);
    assert_eq!(sums(&preview), ["1", "1", "0", "1", "1", "0"], "{}", preview.text);
    confirm(&mut hanako, &preview);
    let left = hanako.get("/settings/people?standing=left");
    assert!(left.text.contains("佐藤 一郎") && left.text.contains("令和8年11月1日 退職"), "{}", left.text);
    let moved = "00123,髙﨑 華子,タカサキ ハナコ,外来,看護師,常勤,R7.4.1,\r\n";
    let preview = send(&mut hanako, "c.csv", file(moved).as_bytes());
    assert_eq!(sums(&preview), ["0", "0", "1", "0", "1", "0"], "{}", preview.text);
}

#[test]
fn mistakes_are_named_by_cell_markup_is_text_and_nothing_is_stored() {
    let (server, mut hanako) = Server::with_hospital();
    let rows = "=cmd|' /C calc'!A0,山田,,外来,看護師,,,\r\n2,<script>alert(1)</script>,,外来,看護師,,あした<b>,\r\n3,,,外来,看護師,,,\r\n";
    let page = send(&mut hanako, "<i>x</i>.csv", file(rows).as_bytes());
    assert_eq!(page.status, 200);
    for word in
        ["A2 職員番号「=cmd|", "計算式のように", "G3 入職日「あした&lt;b&gt;」", "B4 氏名：入っていません"]
    {
        assert!(page.text.contains(word), "{word}: {}", page.text);
    }
    assert!(
        !page.text.contains("<script>alert") && !page.text.contains("<b>") && !page.text.contains("<i>x")
    );
    assert!(!page.text.contains("この内容で取り込む"));
    let forced = hanako.post(&page.path, &[("shown", "0.1"), ("heading", "1")]);
    assert_eq!(forced.status, 422, "{}", forced.text);
    assert!(stored(&server)["person"].is_empty());
    import(&mut hanako, "2,<script>alert(1)</script>,,<u>外来</u>,看護師,,,\r\n");
    for path in
        ["/settings/people", "/settings/people/imports", "/settings/departments", "/settings/audit-events"]
    {
        let page = hanako.get(path);
        assert!(!page.text.contains("<script>alert") && !page.text.contains("<u>"), "{path}");
    }
    assert!(hanako.get("/settings/people").text.contains("&lt;script&gt;alert(1)"));
}

#[test]
fn hostile_files_are_refused_with_a_sentence_and_nothing_is_kept() {
    let (server, mut hanako) = Server::with_hospital();
    let book = ("xl/workbook.xml", b"<workbook/>".as_slice());
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice();
    let files: [(&str, Vec<u8>, &str); 14] = [
        ("macros.xlsx", archive(&[book, ("xl/vbaProject.bin", b"x")]), "マクロ"),
        ("links.xlsx", archive(&[book, ("xl/externalLinks/externalLink1.xml", b"x")]), "リンク"),
        ("data.xlsx", archive(&[book, ("xl/connections.xml", b"x")]), "リンク"),
        ("bomb.xlsx", bomb(&[book], "xl/worksheets/sheet1.xml", 300), "中身が大きすぎます"),
        ("password.xlsx", [compound, &encrypted].concat(), "パスワード"),
        ("old.xlsx", [compound, b"rest"].concat(), "古いExcel形式"),
        ("word.xlsx", archive(&[("word/document.xml", b"x")]), "Excelブック（.xlsx）ではありません"),
        ("broken.xlsx", archive(&[book]), "壊れている"),
        ("text.xlsx", file(THREE).into_bytes(), "読み取れません"),
        ("table.csv", b"%PDF-1.7".to_vec(), "PDF"),
        ("binary.csv", b"a,\0\x01".to_vec(), "文字のファイルではありません"),
        ("empty.csv", Vec::new(), "ファイルが空です"),
        ("million.csv", file(&"1,a,,b,c,,,\n".repeat(800_000)).into_bytes(), "多すぎます"),
        ("open.csv", file("1,\"山田,,外来,看護師,,,\n").into_bytes(), "2行目"),
    ];
    for (name, bytes, sentence) in files {
        let page = send(&mut hanako, name, &bytes);
        assert_eq!(page.status, 422, "{name}: {}", page.text);
        assert!(
            page.text.contains(sentence) && page.text.contains("取り込んでいません"),
            "{name}: {}",
            page.text
        );
    }
    let nothing = send(&mut hanako, "", b"");
    assert!(nothing.status == 422 && nothing.text.contains("ファイルを選んでください"), "{}", nothing.text);
    assert!(stored(&server)["person"].is_empty());
}

#[test]
fn a_form_with_files_has_a_limit_and_needs_its_token_first() {
    let (server, mut hanako) = Server::with_hospital();
    let large = send(&mut hanako, "a.csv", &vec![b'a'; 11 << 20]);
    assert_eq!(large.status, 413, "{}", large.text);
    assert!(
        large.text.contains("ファイルが大きすぎる") && large.text.contains("最初のページへ"),
        "{}",
        large.text
    );
    hanako.get("/settings/people/import");
    let forged = hanako.upload("/settings/people/import", &[("token", "x")], &[("file", "a.csv", b"a")]);
    assert_eq!(forged.status, 403, "{}", forged.text);
    let stranger =
        server.somebody().upload("/settings/people/import", &[("token", "x")], &[("file", "a.csv", b"a")]);
    assert_eq!(stranger.status, 401, "{}", stranger.text);
}

#[test]
fn a_file_waits_for_its_sender_only_and_not_for_ever() {
    let (mut server, mut hanako) = Server::with_hospital();
    let mut taro = server.hire("taro", "管理 太郎", Role::Administrator);
    let preview = send(&mut hanako, "a.csv", file(THREE).as_bytes());
    assert_eq!(taro.get(&preview.path).status, 404);
    let waiting = |server: &Server| {
        block_on(async {
            let db = server.database().await;
            let is_there = tenken_store::upload::any_before(&mut db.reader().await?, i64::MAX).await;
            db.close().await;
            is_there
        })
    };
    assert!(waiting(&server));
    let sealed = block_on(async {
        let db = server.database().await;
        let (mut conn, id) = (db.reader().await?, preview.path.rsplit('/').next().unwrap().to_owned());
        let hanako = tenken_store::account::find_by_login(&mut conn, "hanako").await?.unwrap().id;
        let found = tenken_store::upload::find(&mut conn, (&hanako, "people"), &id, 0).await?;
        drop(conn);
        db.close().await;
        Ok(found.unwrap().1)
    });
    assert!(!sealed.contains("00123"), "what waits is sealed");
    hanako.get(&preview.path);
    hanako.post(&format!("{}/cancellation", preview.path), &[]);
    assert!(!waiting(&server) && hanako.get(&preview.path).status == 404);
    block_on(async {
        let db = server.database().await;
        let mut conn = db.reader().await?;
        let here = facility::only(&mut conn).await?.unwrap().id;
        let account = tenken_store::account::find_by_login(&mut conn, "hanako").await?.unwrap().id;
        drop(conn);
        db.write(move |tx| {
            Box::pin(async move {
                let (id, sealed, file_name) = ("old".to_owned(), String::new(), String::new());
                let old =
                    tenken_store::upload::Upload { id, account, purpose: "people", file_name, sealed, at: 1 };
                tenken_store::upload::insert(tx, &here, &old).await
            })
        })
        .await?;
        db.close().await;
        Ok(())
    });
    assert_eq!(hanako.get("/settings/people/import/old").status, 404);
    server.kill_and_restart();
    for _ in 0..100 {
        if !waiting(&server) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("a file of long ago still waits");
}

#[test]
fn what_changed_since_the_preview_is_not_overwritten() {
    let (server, mut hanako) = Server::with_hospital();
    let preview = send(&mut hanako, "a.csv", file(THREE).as_bytes());
    let mut taro = server.hire("taro", "管理 太郎", Role::Administrator);
    import(&mut taro, "00123,別の 人,,東病棟,看護師,,,\r\n");
    hanako.get(&preview.path);
    let refused = confirm(&mut hanako, &preview);
    assert_eq!(refused.status, 422);
    assert!(
        refused.text.contains("取り込みませんでした") && refused.text.contains("別の 人"),
        "{}",
        refused.text
    );
    let before = stored(&server);
    assert_eq!(before["person"].len(), 1);
    assert_eq!(confirm(&mut hanako, &refused).status, 200, "what is seen now can be confirmed");
    let again = confirm(&mut hanako, &refused);
    assert_eq!(again.status, 404, "a second yes finds no file");
    assert!(again.text.contains("このファイルの確認は終わっています"), "{}", again.text);
}

#[test]
fn the_last_import_is_undone_to_the_last_row_unless_somebody_changed_since() {
    let (server, mut hanako) = Server::with_hospital();
    import(&mut hanako, THREE);
    let before = stored(&server);
    let second = "00123,髙﨑 花子,タカサキ ハナコ,外来,薬剤師,常勤,R7.4.1,\r\n00124,佐藤 一郎,サトウ イチロウ,東病棟,看護師,非常勤,2020/4/1,2026/3/31\r\n00300,新人 望,,外来,薬剤師,,,\r\n";
    let undoing = |page: &Page| {
        format!(
            "/settings/people/imports/{}/undoing",
            page.between("/settings/people/imports/", "/undoing").unwrap()
        )
    };
    let done = import(&mut hanako, second);
    let undone = hanako.post(&undoing(&done), &[]);
    assert_eq!((undone.status, undone.path.as_str()), (200, "/settings/people/imports"), "{}", undone.text);
    for table in ["person", "department", "occupation"] {
        assert_eq!(stored(&server)[table], before[table], "{table}");
    }
    assert_eq!(hanako.post(&undoing(&done), &[]).status, 422, "once");
    let done = import(&mut hanako, second);
    let list = hanako.get("/settings/people");
    let person = page_of(&list, "新人 望");
    hanako.get(&person);
    hanako.post(&format!("{person}/removal"), &[]);
    let changed = stored(&server);
    let refused = hanako.post(&undoing(&done), &[]);
    assert!(refused.status == 422 && refused.text.contains("取り込みのあとに変えた人"), "{}", refused.text);
    assert_eq!(stored(&server), changed);
}

#[test]
fn an_undone_import_keeps_departments_that_others_use_by_now() {
    let (server, mut hanako) = Server::with_hospital();
    let done = import(&mut hanako, THREE);
    let form = hanako.get("/settings/people/new");
    let option = |name: &str| {
        let before = form.text.split(&format!(">{name}<")).next().unwrap();
        before.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned()
    };
    let (ward, nurse) = (option("東病棟"), option("看護師"));
    let added = hanako.post(
        "/settings/people",
        &[
            ("staff_number", "７７７"),
            ("name", "手 入力"),
            ("kana", "て にゅうりょく"),
            ("department", &ward),
            ("occupation", &nurse),
        ],
    );
    assert!(
        added.status == 200 && added.text.contains("777") && added.text.contains("テ ニュウリョク"),
        "{}",
        added.text
    );
    let import = done.between("/settings/people/imports/", "/undoing").unwrap();
    let undone = hanako.post(&format!("/settings/people/imports/{import}/undoing"), &[]);
    assert!(
        undone.status == 200 && undone.text.contains("使い始めた部署や職種は残しています"),
        "{}",
        undone.text
    );
    assert_eq!(stored(&server)["person"].len(), 1);
    let departments = hanako.get("/settings/departments");
    assert!(
        departments.text.contains("東病棟") && !departments.text.contains("清掃室"),
        "{}",
        departments.text
    );
}

#[test]
fn one_person_is_added_changed_set_aside_and_removed() {
    let (server, mut hanako) = Server::with_hospital();
    import(&mut hanako, THREE);
    let list = hanako.get("/settings/people?search=タカサキハナ");
    assert!(list.text.contains("髙﨑 花子") && !list.text.contains("佐藤 一郎"), "{}", list.text);
    assert!(hanako.get("/settings/people?search=たかさき").text.contains("髙﨑 花子"));
    assert!(
        hanako.get("/settings/people?search=%25").text.contains("0人（職員 0人"),
        "a sign of the search itself is a sign"
    );
    let person = page_of(&list, "髙﨑 花子");
    let page = hanako.get(&person);
    let field = |name: &str| {
        let select = page.text.split(&format!("<select id=\"{name}\"")).nth(1).unwrap();
        let before = select.split(" selected").next().unwrap();
        before.rsplit("value=\"").next().unwrap().trim_end_matches('"').to_owned()
    };
    let (department, occupation) = (field("department"), field("occupation"));
    let with = |number: &'static str, away: &'static str, left: &'static str| {
        vec![
            ("staff_number", number.to_owned()),
            ("name", "髙﨑 花子".to_owned()),
            ("department", department.clone()),
            ("occupation", occupation.clone()),
            ("away", away.to_owned()),
            ("left_on", left.to_owned()),
        ]
    };
    let mut send = |fields: &[(&'static str, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        hanako.post(&person, &fields)
    };
    let taken = send(&with("00124", "", ""));
    assert!(taken.status == 422 && taken.text.contains("この職員番号の人がすでにいます"), "{}", taken.text);
    let no_day = send(&with("00123", "", "いつか"));
    assert!(no_day.status == 422 && no_day.text.contains("日付として読めません"), "{}", no_day.text);
    let away = send(&with("00123", "maternity", ""));
    assert!(away.text.contains("長期に休んでいる人（1人"), "{}", away.text);
    assert!(send(&with("00123", "", "")).status == 200);
    assert!(send(&with("00123", "sick", "2026-03-31")).status == 200);
    hanako.get(&format!("{person}/removal"));
    hanako.post(&format!("{person}/removal"), &[]);
    assert_eq!(hanako.get(&person).status, 404);
    let events = format!("{:?}", server.rows()["audit_event"]);
    for event in
        ["people-imported", "person-set-aside", "person-taken-back", "person-changed", "person-removed"]
    {
        assert!(events.contains(event), "{event}");
    }
    assert!(!events.contains("maternity") && !events.contains("sick"), "why somebody is away is not kept");
    assert!(!events.contains("タカサキ"), "an import notes numbers, not people");
}

#[test]
fn headcounts_come_from_the_register_as_soon_as_there_is_one() {
    let (_server, mut hanako) = Server::with_hospital();
    import(&mut hanako, THREE);
    let departments = hanako.get("/settings/departments");
    assert!(departments.text.contains("人数は職員名簿から数えています"), "{}", departments.text);
    let whole = departments.between("<tfoot>", "</tfoot>").unwrap();
    assert_eq!(whole.matches(">3<").count(), 2, "{whole}");
    let headcounts = hanako.get("/settings/headcounts");
    assert!(
        headcounts.text.contains("人数は職員名簿から数えています")
            && !headcounts.text.contains("name=\"people-")
    );
    let ward =
        departments.text.split("\">東病棟</a>").next().unwrap().rsplit("href=\"").next().unwrap().to_owned();
    let page = hanako.get(&ward);
    assert!(!page.text.contains("name=\"people-"), "{}", page.text);
    let occupation = hanako.get("/settings/occupations");
    let id = occupation.between("/settings/occupations/", "\"").unwrap().to_owned();
    let field = format!("people-{}.{id}", ward.rsplit('/').next().unwrap());
    assert_eq!(hanako.post("/settings/headcounts", &[(&field, "9")]).status, 409);
    hanako.get(&format!("{ward}/removal"));
    let refused = hanako.post(&format!("{ward}/removal"), &[]);
    assert!(refused.status == 422 && refused.text.contains("職員名簿にいます"), "{}", refused.text);
}

#[test]
fn an_occupation_says_whose_people_they_are_and_who_answers_for_it() {
    let (_server, mut hanako) = Server::with_hospital();
    import(&mut hanako, THREE);
    let list = hanako.get("/settings/occupations");
    let row = list.text.split("<tr>").find(|row| row.contains(">清掃員<")).unwrap();
    assert!(row.contains(">委託</td>"), "{row}");
    let nurse = list.text.split("<tr>").find(|row| row.contains(">看護師<")).unwrap();
    let page = format!(
        "/settings/occupations/{}",
        nurse.split("/settings/occupations/").nth(1).unwrap().split('"').next().unwrap()
    );
    hanako.get(&page);
    let taken = hanako.post(&page, &[("name", "医師"), ("affiliation", "staff")]);
    assert!(taken.status == 422 && taken.text.contains("同じ名称の職種"), "{}", taken.text);
    let changed =
        hanako.post(&page, &[("name", "看護師"), ("affiliation", "staff"), ("responsible", "看護部長")]);
    assert!(changed.status == 200 && changed.text.contains(">看護部長</td>"), "{}", changed.text);
    let refused = hanako.post(&format!("{page}/removal"), &[]);
    assert!(refused.status == 422 && refused.text.contains("職員名簿にいます"), "{}", refused.text);
}

#[test]
fn auditors_read_the_register_and_executives_and_heads_do_not_know_of_it() {
    let (server, mut hanako) = Server::with_hospital();
    import(&mut hanako, THREE);
    let mut jiro = server.hire("jiro", "監査 次郎", Role::Auditor);
    let page = jiro.get("/settings/people");
    assert!(
        page.status == 200
            && page.text.contains("髙﨑 花子")
            && !page.text.contains("/settings/people/import\"")
    );
    assert!(!jiro.get("/settings/people/imports").text.contains("undoing"));
    assert_eq!(jiro.get("/settings/people/import").status, 403);
    let mut head = server.hire_head();
    assert_eq!(head.get("/settings/people").status, 404);
    let mut sakura = server.hire("sakura", "院長 桜", Role::Executive);
    assert_eq!(sakura.get("/settings/people").status, 404);
}

#[test]
fn the_empty_tables_to_fill_in_are_understood() {
    let (_server, mut hanako) = Server::with_hospital();
    let csv = hanako.get("/settings/people/import/template.csv");
    let filled = format!("{}\"7\",山田,ヤマダ,外来,看護師,常勤,R8.4.1,,,育休\r\n", csv.text);
    let preview = send(&mut hanako, "a.csv", filled.as_bytes());
    assert_eq!(sums(&preview)[0], "1", "{}", preview.text);
    let book = hanako.get("/settings/people/import/template.xlsx");
    assert!(book.media.contains("spreadsheetml"));
    let preview = send(&mut hanako, "a.xlsx", &book.bytes);
    assert!(preview.status == 200 && !preview.text.contains("分かりません"), "{}", preview.text);
    assert_eq!(sums(&preview)[0], "0");
}

#[test]
fn the_command_previews_and_imports_as_the_pages_do() {
    let (server, mut hanako) = Server::with_hospital();
    let shell = Shell::new();
    shell.put("people.csv", file(THREE));
    shell.put("wrong.csv", file("1,山田,,外来,看護師,,あした,\r\n=2,佐藤,,外来,看護師,,,\r\n"));
    shell.put("unclear.csv", "a,b\n1,2\n");
    shell.put("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest");
    let run = |words: &str| shell.tenken(&format!("import-people {words} {}", server.storage()));
    let preview = run("people.csv --preview");
    assert_eq!((preview.code, preview.stderr.as_str()), (0, ""));
    for line in ["A 職員番号 → 職員番号", "新しい人: 3", "新しく加わる職種: 清掃員（委託）"]
    {
        assert!(preview.stdout.contains(line), "{line}: {}", preview.stdout);
    }
    assert!(stored(&server)["person"].is_empty());
    let wrong = run("wrong.csv --confirm");
    assert_eq!(wrong.code, 2);
    let lines: Vec<&str> = wrong.stderr.lines().collect();
    assert!(
        lines[0].starts_with("wrong.csv:G2: 入職日「あした」") && lines[1].starts_with("wrong.csv:A3: "),
        "{lines:?}"
    );
    run("old.xls --preview").refused(&["old.xls:1: "]);
    run("nothing.csv --preview").refused(&["nothing.csv:1: "]);
    assert_eq!(run("unclear.csv --preview").stderr.lines().count(), 4);
    assert_eq!(run("people.csv").code, 2);
    assert_eq!(run("people.csv --preview --confirm").code, 2);
    assert_eq!(run("people.csv --preview --left-day いつか").code, 2);
    let done = run("people.csv --confirm");
    assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{}", done.stdout);
    assert_eq!(stored(&server)["person"].len(), 3);
    assert!(hanako.get("/settings/people/imports").text.contains("people.csv"));
    let again = run("people.csv --confirm");
    assert!(again.code == 0 && again.stdout.contains("変わるものはありません"), "{}", again.stdout);
    shell.put("one.csv", file("00123,髙﨑 花子,タカサキ ハナコ,東病棟,看護師,常勤,R7.4.1,\r\n"));
    let left = run("one.csv --confirm --left-day 2026-11-01");
    assert!(left.code == 0 && left.stdout.contains("退職: 1"), "{}", left.stdout);
}
