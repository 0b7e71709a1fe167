//! Files as evidence: kept sealed, known by their hash, handed out as they came, and in every backup.

use sha2::{Digest, Sha256};
use tenken_store::copy::Value;

use crate::support::{
    OpenRound, Page, RowsChange, Server, Shell, Somebody, backup_lines, restore_lines, with_rows,
};

const TLS: &str = "/evidence/administrator/tls";
const FULL: usize = 20 << 20;

/// Bytes that compress badly, say something, and fill more than two pieces.
fn content() -> Vec<u8> {
    let mut bytes = "院内LANの構成図 最重要".as_bytes().to_vec();
    bytes.extend((0_u32..100_000).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()));
    bytes
}

/// The hash of these bytes as pages show it.
fn hash(bytes: &[u8]) -> String {
    let digits: Vec<String> = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    digits.chunks(4).map(<[String]>::concat).collect::<Vec<_>>().join(" ")
}

fn record(who: &mut Somebody, name: &str, bytes: &[u8]) -> Page {
    who.get(TLS);
    who.upload(TLS, &[("place", "")], &[("file", name, bytes)])
}

/// The address of the first file of a page.
fn address(page: &Page) -> String {
    let rest = page.text.split(&format!("{TLS}/")).find(|rest| rest.contains("/file\"")).expect("a file");
    format!("{TLS}/{}/file", rest.split('/').next().expect("an id"))
}

fn pieces(server: &Server) -> Vec<Vec<Value>> {
    server.rows().remove("stored_file_piece").expect("a table")
}

#[test]
fn a_file_comes_back_byte_for_byte_to_whoever_reads_sheets_and_its_hash_is_shown() {
    let (server, mut hanako) = Server::with_hospital();
    let bytes = content();
    let page = record(&mut hanako, "設定書.pdf", &bytes);
    assert!(page.status == 200 && page.text.contains("設定書.pdf") && page.text.contains("400.0 kB"));
    assert!(page.text.contains(&hash(&bytes)), "{}", page.text);
    let file = address(&page);
    let mut auditor = server.colleague(&mut hanako, "jiro", "auditor");
    let mut executive = server.colleague(&mut hanako, "sakura", "executive");
    for who in [&mut hanako, &mut auditor, &mut executive] {
        let got = who.get(&file);
        assert_eq!((got.status, got.media.as_str()), (200, "application/octet-stream"));
        assert!(got.bytes == bytes);
        assert_eq!(got.headers["x-content-type-options"], "nosniff");
        let disposition = got.headers["content-disposition"].to_str().unwrap();
        assert!(disposition.starts_with("attachment;"), "{disposition}");
    }
    auditor.get(TLS);
    assert_eq!(auditor.upload(TLS, &[], &[("file", "a.txt", b"a")]).status, 403);
    let twice = record(&mut hanako, "設定書.pdf", &bytes);
    assert_eq!(twice.text.matches("/file\"").count(), 1, "the same file is recorded once");
    assert_eq!(pieces(&server).len(), 4, "and kept once");
    assert_eq!(
        hanako.get(&file.replace("/tls/", "/access-log/")).status,
        404,
        "of another item it is nothing"
    );
    let log = hanako.get("/settings/audit-events").text;
    assert_eq!(log.matches("保管したファイルを取り出した</td>").count(), 3, "{log}");
    assert!(log.contains(&hash(&bytes).replace(' ', "")));
}

#[test]
fn a_head_does_not_know_of_files() {
    let mut round = OpenRound::start("anonymous", &["東病棟"]);
    let file = address(&record(&mut round.hanako, "a.txt", b"x"));
    let mut head = round.head(0);
    let nothing = file.replace("/file", "0/file");
    let (hidden, missing) = (head.get(&file), head.get(&nothing));
    assert_eq!((hidden.status, missing.status), (404, 404));
    assert_eq!(hidden.text, missing.text, "it looks like something that is not there");
}

#[test]
fn what_is_kept_cannot_be_read_where_it_lies() {
    let (server, mut hanako) = Server::with_hospital();
    let secret = "院内LANの構成図 最重要".repeat(50);
    record(&mut hanako, "構成図.txt", secret.as_bytes());
    let holds = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    let sealed = pieces(&server);
    assert_eq!(sealed.len(), 1);
    let Some(Value::Text(text)) = sealed[0].last() else { panic!("{sealed:?}") };
    assert!(text.len() > secret.len() && !holds(text.as_bytes(), "最重要".as_bytes()));
    let data = server.folder.path().join("data");
    for entry in std::fs::read_dir(&data).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file())
    {
        let bytes = std::fs::read(entry.path()).unwrap();
        assert!(!holds(&bytes, "院内LANの構成図".as_bytes()), "{:?}", entry.path());
        // The same in base64, at each of the three places where it can begin.
        for encoded in ["6Zmi5YaFTEFO", "mZmi5YaFTEFO", "pmaLlhoVMQU", "WihuWGhUxBTg"] {
            assert!(!holds(&bytes, encoded.as_bytes()), "{:?}", entry.path());
        }
    }
}

#[test]
fn names_lose_their_folders_and_marks_and_are_never_markup() {
    let (_server, mut hanako) = Server::with_hospital();
    for (sent, shown) in [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\hanako\\図.pdf", "図.pdf"),
        ("<img src=x onerror=alert(1)>.html", "&lt;img src=x onerror=alert(1)&gt;.html"),
        ("報告\u{202e}fdp.exe", "報告fdp.exe"),
        ("..", "file"),
    ] {
        let page = record(&mut hanako, sent, sent.as_bytes());
        let first = page.between("<section class=\"card\"><p>", "</p>").expect("a piece");
        assert!(page.status == 200 && first == shown, "{sent}: {first}");
        let got = hanako.get(&address(&page));
        let disposition = got.headers["content-disposition"].to_str().unwrap();
        assert!(got.bytes == sent.as_bytes() && !disposition.contains(['/', '\\', '<']), "{disposition}");
        assert_eq!(got.media, "application/octet-stream");
    }
}

#[test]
fn what_is_too_large_or_empty_or_nothing_is_refused_in_plain_words_and_leaves_nothing() {
    let (server, mut hanako) = Server::with_hospital();
    for (bytes, sentence) in [(vec![0; FULL + 1], "1つ20MBまでです"), (Vec::new(), "中身が空です")]
    {
        let refused = record(&mut hanako, "大きい.bin", &bytes);
        assert!(refused.status == 422 && refused.text.contains(sentence), "{}", refused.text);
    }
    let far_too_large = record(&mut hanako, "巨大.bin", &vec![0; 25 << 20]);
    assert!(far_too_large.status == 413 && far_too_large.text.contains("ファイルが大きすぎる"));
    let nothing = hanako.upload(TLS, &[("place", " ")], &[("file", "", b"")]);
    assert!(nothing.status == 422 && nothing.text.contains("ファイルを選ぶか"), "{}", nothing.text);
    assert!(pieces(&server).is_empty() && server.rows()["stored_file"].is_empty());
    let largest = vec![7; FULL];
    let page = record(&mut hanako, "最大.bin", &largest);
    assert!(page.status == 200 && page.text.contains(&hash(&largest)), "{}", page.text);
    assert!(hanako.get(&address(&page)).bytes == largest);
    #[cfg(target_os = "linux")]
    assert!(server.peak_memory() < 400, "{} MiB", server.peak_memory());
}

#[test]
fn what_is_withdrawn_keeps_its_name_and_hash_and_loses_its_bytes() {
    let (server, mut hanako) = Server::with_hospital();
    let bytes = content();
    let page = record(&mut hanako, "設定書.pdf", &bytes);
    assert!(page.text.contains("元に戻せません"), "{}", page.text);
    let file = address(&page);
    let gone = hanako.post(&file.replace("/file", "/withdrawal"), &[]);
    assert!(gone.text.contains("外した資料 (1)") && gone.text.contains(&hash(&bytes)), "{}", gone.text);
    assert!(gone.text.contains("根拠資料なし") && !gone.text.contains("/file\""), "{}", gone.text);
    assert_eq!(hanako.get(&file).status, 404);
    assert!(pieces(&server).is_empty() && server.rows()["stored_file"].len() == 1);
}

#[test]
fn a_file_comes_back_from_a_backup_and_its_hash_is_checked() {
    let (server, mut hanako) = Server::with_hospital();
    let bytes = content();
    let file = address(&record(&mut hanako, "設定書.pdf", &bytes));
    let (shell, key) = (Shell::new(), age::x25519::Identity::generate());
    let (said, server) = restore_lines(&shell, &key, &backup_lines(&server, &shell, &key));
    assert!(
        said.contains("ファイル 1 件の中身を、SHA-256と比べて確かめました") && !said.contains("壊れて"),
        "{said}"
    );
    let mut hanako = server.somebody();
    hanako.log_in("hanako", crate::support::PASSWORD);
    assert!(hanako.get(&file).bytes == bytes);
}

#[test]
fn a_damaged_file_is_named_and_never_handed_out() {
    let (server, mut hanako) = Server::with_hospital();
    let file = address(&record(&mut hanako, "設定書.pdf", &content()));
    let (shell, key) = (Shell::new(), age::x25519::Identity::generate());
    let whole = backup_lines(&server, &shell, &key);
    let changes: [(&str, RowsChange); 3] = [
        ("swapped", |pieces| {
            let (first, second) = (pieces[0]["row"][2].clone(), pieces[1]["row"][2].clone());
            (pieces[0]["row"][2], pieces[1]["row"][2]) = (second, first);
        }),
        ("cut", |pieces| drop(pieces.pop())),
        ("changed", |pieces| {
            let text = pieces[2]["row"][2].as_str().unwrap();
            let other = if text.ends_with("AAAA") { "BBBB" } else { "AAAA" };
            pieces[2]["row"][2] = format!("{}{other}", &text[..text.len() - 4]).into();
        }),
    ];
    for (what, change) in changes {
        let (said, server) = restore_lines(&shell, &key, &with_rows(&whole, "stored_file_piece", change));
        assert!(said.contains("ファイル「設定書.pdf」は壊れています"), "{what}: {said}");
        let mut hanako = server.somebody();
        hanako.log_in("hanako", crate::support::PASSWORD);
        let refused = hanako.get(&file);
        assert!(refused.text.contains("「設定書.pdf」は壊れています"), "{what}: {}", refused.text);
        assert_eq!(refused.status, 500, "{what}");
    }
}
