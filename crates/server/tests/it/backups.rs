//! A backup holds one moment of everything but the key of anonymous answers; it comes back whole or not at all.

use std::io::Read;
use std::iter;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use age::secrecy::ExposeSecret;
use tempfile::TempDir;
use tenken_store::copy::Value;

use crate::support::{Demo, OpenRound, PASSWORD, Rows, Said, Server, Shell, Somebody, new_database, storage};

const PASSPHRASE: &str = "correct horse battery staple";

/// An empty place for a restored installation.
struct Elsewhere {
    folder: TempDir,
    database: Option<String>,
}

impl Elsewhere {
    fn new() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder"), database: new_database() }
    }

    fn restore(&self, shell: &Shell, words: &str) -> Said {
        shell.tenken(&format!("restore {words} {}", storage(&self.folder, self.database.as_deref())))
    }

    fn is_empty(&self) -> bool {
        std::fs::read_dir(self.folder.path()).expect("a folder").next().is_none()
    }

    fn start(self) -> Server {
        Server::start_in(self.folder, self.database)
    }
}

/// A shell with a passphrase file, a key pair, and a backup of the server under the key.
fn backed_up(server: &Server) -> Shell {
    let shell = Shell::new();
    let key = age::x25519::Identity::generate();
    shell.put("identity", format!("# ours\n{}\n", key.to_string().expose_secret()));
    shell.put("passphrase", PASSPHRASE);
    let said = shell.tenken(&format!("backup b.age --recipient {} {}", key.to_public(), server.storage()));
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stdout.contains("keys/sealing"), "{}", said.stdout);
    shell
}

fn open_round(hanako: &mut Somebody) -> String {
    hanako.get("/rounds/new");
    let fields = [
        ("catalog", tenken_domain::catalog::builtin()[0].id.as_str()),
        ("name", "令和8年度 第2回"),
        ("from", "2026-11-01"),
        ("until", "2036-12-31"),
        ("naming", "anonymous"),
        ("lists", "administrator"),
    ];
    let page = hanako.post("/rounds", &fields);
    assert_eq!(page.status, 200, "{}", page.text);
    let opened = hanako.post(&format!("{}/opening", page.path), &[]);
    assert_eq!(opened.status, 200, "{}", opened.text);
    page.path
}

fn log_in(server: &Server) -> Somebody {
    let mut hanako = server.somebody();
    let page = hanako.post("/login", &[("login_name", "hanako"), ("password", PASSWORD)]);
    assert_eq!((page.status, page.path.as_str()), (200, "/"), "{}", page.text);
    hanako
}

fn events(rows: &Rows, code: &str) -> usize {
    let is_it = |row: &&Vec<Value>| row.contains(&Value::Text(code.to_owned()));
    rows["audit_event"].iter().filter(is_it).count()
}

#[test]
fn a_backup_made_while_four_people_save_marks_holds_one_moment_of_all_of_it() {
    let (server, mut hanako) = Server::with_hospital();
    let round = open_round(&mut hanako);
    let (saved, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let items: Vec<&str> = tenken_domain::catalog::builtin()[0].checklists[1]
        .items
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    let shell = Shell::new();
    shell.put("passphrase", PASSPHRASE);
    let (before, said) = std::thread::scope(|scope| {
        for quarter in 0..4 {
            let (server, round, items, saved, stop) = (&server, &round, &items, &saved, &stop);
            scope.spawn(move || {
                let mut somebody = log_in(server);
                somebody.get("/account");
                for (nth, item) in items.iter().enumerate().filter(|(nth, _)| nth % 4 == quarter) {
                    if stop.load(Ordering::SeqCst) {
                        break;
                    }
                    let address = format!("{round}/sheets/administrator/answers/{item}");
                    let key = format!("key-{nth}");
                    let page = somebody.post(&address, &[("mark", "yes"), ("seen", "0"), ("key", &key)]);
                    assert_eq!(page.status, 200, "{}", page.text);
                    saved.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        while saved.load(Ordering::SeqCst) < 8 {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let before = saved.load(Ordering::SeqCst);
        let said = shell.tenken(&format!("backup b.age --passphrase-file passphrase {}", server.storage()));
        stop.store(true, Ordering::SeqCst);
        (before, said)
    });
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert_eq!(shell.files(), ["b.age", "passphrase"]);

    let elsewhere = Elsewhere::new();
    let said = elsewhere.restore(&shell, "b.age --passphrase-file passphrase");
    assert_eq!(said.code, 0, "{}", said.stderr);
    let restored = elsewhere.start();
    log_in(&restored);
    let rows = restored.rows();
    let answers = rows["answer"].len();
    assert!(answers as u64 >= before, "{answers} of at least {before} that were saved before");
    assert_eq!((answers, answers), (rows["answer_revision"].len(), events(&rows, "mark-set")));
    assert!(answers <= server.rows()["answer"].len());
}

#[test]
fn what_comes_back_is_what_was_there() {
    let (server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/departments");
    hanako.post("/settings/departments/usual", &[]);
    let numbers = format!("catalog: {}\nnumbers: {{}}\n", tenken_domain::catalog::builtin()[0].id);
    let guidance = numbers.replace("numbers: {}", "items: []");
    std::fs::write(server.folder.path().join("data/numbers.yaml"), &numbers).unwrap();
    std::fs::write(server.folder.path().join("data/guidance.yaml"), &guidance).unwrap();
    let shell = backed_up(&server);
    let (mut before, elsewhere) = (server.rows(), Elsewhere::new());
    let said = elsewhere.restore(&shell, "b.age --identity identity");
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stdout.contains("さくら病院"), "{}", said.stdout);
    let data = elsewhere.folder.path().join("data");
    assert_eq!(std::fs::read_to_string(data.join("numbers.yaml")).unwrap(), numbers);
    assert_eq!(std::fs::read_to_string(data.join("guidance.yaml")).unwrap(), guidance);
    assert_eq!(std::fs::read_dir(data.join("keys/sealing")).unwrap().count(), 0);
    assert!(data.join("keys/secret.key").exists());
    let mut after = crate::support::read_rows(&data, elsewhere.database.as_deref());
    let (made, restored) = (events(&before, "backup-made"), events(&after, "backup-restored"));
    assert_eq!((made, restored), (1, 1));
    let (recorded, kept) = (before.remove("audit_event").unwrap(), after.remove("audit_event").unwrap());
    assert_eq!(recorded.len(), kept.len());
    assert!(before["department"].len() > 5);
    assert_eq!(before, after);
    log_in(&elsewhere.start());
}

#[test]
fn a_backup_holds_the_secret_key_and_never_a_sealing_key() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    round.hand_in(0, 0, "yyyyyyyyyy");
    let (server, shell) = (&round.server, backed_up(&round.server));
    let keys = server.folder.path().join("data/keys");
    let identity: age::x25519::Identity = key_line(&shell).parse().unwrap();
    let sealed = shell.bytes("b.age");
    let secret = std::fs::read_to_string(keys.join("secret.key")).unwrap();
    assert!(!contains(&sealed, &secret) && !contains(&sealed, "さくら病院"));
    let mut plain = Vec::new();
    let decryptor = age::Decryptor::new(&sealed[..]).unwrap();
    let mut reader = decryptor.decrypt(iter::once(&identity as &dyn age::Identity)).unwrap();
    reader.read_to_end(&mut plain).unwrap();
    assert!(contains(&plain, &secret) && contains(&plain, "さくら病院"));
    let sealing: Vec<_> = std::fs::read_dir(keys.join("sealing")).unwrap().collect();
    assert_eq!(sealing.len(), 1, "one sheet waits");
    for key in sealing {
        assert!(!contains(&plain, &std::fs::read_to_string(key.unwrap().path()).unwrap()));
    }
    assert!(!contains(&plain, "\"session\"") && !contains(&plain, PASSWORD));
}

#[test]
fn waiting_sheets_come_back_with_their_key_and_only_while_no_sheet_has_come_since() {
    let round = OpenRound::start("anonymous", &["東病棟"]);
    for _ in 0..6 {
        round.hand_in(0, 0, "yyyyyyyyyy");
    }
    let shell = backed_up(&round.server);
    let from = round.server.folder.path().join("data/keys/sealing");
    let restored_and_lost = || {
        let elsewhere = Elsewhere::new();
        let said = elsewhere.restore(&shell, "b.age --identity identity");
        assert!(said.code == 0 && said.stdout.contains("回答が 6 件"), "{} {}", said.stdout, said.stderr);
        let to = elsewhere.folder.path().join("data/keys/sealing");
        for key in std::fs::read_dir(&from).unwrap().map(Result::unwrap) {
            std::fs::copy(key.path(), to.join(key.file_name())).unwrap();
        }
        let server = elsewhere.start();
        let page = log_in(&server).get(&format!("/rounds/{}", round.id));
        page.text.contains("6枚の無記名の記入票は、封印の鍵がないため")
    };
    assert!(!restored_and_lost());
    round.hand_in(0, 0, "nnnnnnnnnn");
    assert!(restored_and_lost(), "the key has changed with the sheet that came since");
}

fn key_line(shell: &Shell) -> String {
    String::from_utf8(shell.bytes("identity")).expect("text").lines().nth(1).expect("a key").to_owned()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_wrong_passphrase_or_key_leaves_nothing_behind() {
    let (server, _) = Server::with_hospital();
    let shell = backed_up(&server);
    shell.put("other", age::x25519::Identity::generate().to_string().expose_secret());
    shell.put("wrong", "wrong horse battery staple");
    let made = shell.tenken(&format!("backup p.age --passphrase-file passphrase {}", server.storage()));
    assert_eq!(made.code, 0, "{}", made.stderr);
    for (words, sentence) in [
        ("p.age --passphrase-file wrong", "パスフレーズまたは鍵が違います。"),
        ("b.age --identity other", "パスフレーズまたは鍵が違います。"),
        ("b.age --passphrase-file passphrase", "公開鍵で暗号化されています。"),
        ("p.age --identity identity", "パスフレーズで暗号化されています。"),
        ("p.age --identity wrong", "秘密鍵（AGE-SECRET-KEY-1…）がありません。"),
        ("missing.age --identity identity", "missing.age を読めません"),
    ] {
        let elsewhere = Elsewhere::new();
        let said = elsewhere.restore(&shell, words);
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{words}: {}", said.stderr);
        assert!(said.stderr.contains(sentence), "{words}: {}", said.stderr);
        assert!(elsewhere.is_empty(), "{words}");
    }
}

#[test]
fn a_cut_or_changed_file_leaves_nothing_behind() {
    let (server, _) = Server::with_hospital();
    let shell = backed_up(&server);
    let whole = shell.bytes("b.age");
    let elsewhere = Elsewhere::new();
    let mut damaged: Vec<Vec<u8>> =
        [0, 10, 150, whole.len() / 2, whole.len() - 1].iter().map(|cut| whole[..*cut].to_vec()).collect();
    for place in [3, 60, 190, 300, whole.len() / 2, whole.len() - 2] {
        let mut flipped = whole.clone();
        flipped[place] ^= 1;
        damaged.push(flipped);
    }
    damaged.push([whole.clone(), b"x".to_vec()].concat());
    for (nth, bytes) in damaged.iter().enumerate() {
        shell.put("damaged.age", bytes);
        let said = elsewhere.restore(&shell, "damaged.age --identity identity");
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{nth}: {}", said.stderr);
        assert!(elsewhere.is_empty(), "{nth}");
    }
    assert_eq!(elsewhere.restore(&shell, "b.age --identity identity").code, 0);
}

#[test]
fn a_backup_of_a_newer_version_is_refused_with_a_sentence() {
    let shell = Shell::new();
    let key = age::x25519::Identity::generate();
    shell.put("identity", key.to_string().expose_secret());
    for (format, schema) in [(99, 1), (1, 999_999)] {
        let header = format!(
            "{{\"tenken-backup\":{{\"format\":{format},\"program\":\"9.8.7\",\"schema\":{schema},\
             \"made-at\":\"2030-01-01T00:00:00Z\",\"hospital\":\"x\",\"more\":true}}}}\n"
        );
        shell.put("new.age", age::encrypt(&key.to_public(), header.as_bytes()).unwrap());
        let elsewhere = Elsewhere::new();
        let said = elsewhere.restore(&shell, "new.age --identity identity");
        assert_eq!(said.code, 2);
        assert!(said.stderr.contains("新しい版（9.8.7）のTenken"), "{}", said.stderr);
        assert!(elsewhere.is_empty());
    }
}

#[test]
fn a_backup_of_an_earlier_version_is_brought_up_to_date() {
    let (shell, key) = (Shell::new(), age::x25519::Identity::generate());
    shell.put("identity", key.to_string().expose_secret());
    let lines = [
        r#"{"tenken-backup":{"format":1,"program":"0.0.1","schema":1,"made-at":"2026-01-01T00:00:00Z","hospital":"うめ病院"}}"#,
        r#"{"table":{"name":"facility","columns":[["id","text"],["name","text"],["contact","text"],["group_minimum","integer"],["appraisal_policy","text"],["edition","text"],["created_at","integer"]]}}"#,
        r#"{"row":["f","うめ病院","",5,"not-declared","real",0]}"#,
        r#"{"file":{"name":"secret.key","text":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}"#,
        r#"{"end":{"rows":1}}"#,
    ];
    let text = lines.map(|line| format!("{line}\n")).concat();
    shell.put("old.age", age::encrypt(&key.to_public(), text.as_bytes()).unwrap());
    let elsewhere = Elsewhere::new();
    let said = elsewhere.restore(&shell, "old.age --identity identity");
    assert_eq!(said.code, 0, "{}", said.stderr);
    let restored = elsewhere.start();
    assert_eq!((restored.setup_code.as_deref(), restored.rows()["sealed_pool"].len()), (None, 0));
    assert_eq!(restored.somebody().get("/").path, "/login");
}

#[test]
fn a_folder_or_database_that_is_in_use_is_not_restored_into() {
    let (server, mut hanako) = Server::with_hospital();
    let shell = backed_up(&server);
    let said = shell.tenken(&format!("restore b.age --identity identity {}", server.storage()));
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("空ではありません。"), "{}", said.stderr);
    assert_eq!(hanako.get("/rounds").status, 200);
}

#[test]
fn a_weak_passphrase_makes_no_backup() {
    let (server, _) = Server::with_hospital();
    let shell = Shell::new();
    shell.put("short", "elevenchars\n");
    let said = shell.tenken(&format!("backup b.age --passphrase-file short {}", server.storage()));
    assert_eq!((said.code, said.stderr.as_str()), (2, "パスフレーズは12文字以上にしてください。\n"));
    let said = shell.tenken(&format!("backup b.age --recipient age1nonsense {}", server.storage()));
    assert_eq!(said.code, 2);
    assert_eq!(shell.files(), ["short"]);
}

#[test]
fn the_button_sends_the_whole_backup_and_keeps_nothing() {
    let (server, mut hanako) = Server::with_hospital();
    hanako.get("/settings/backup");
    let refused =
        hanako.post("/settings/backup", &[("passphrase", "elevenchars"), ("passphrase_again", PASSPHRASE)]);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("12文字以上") && refused.text.contains("2回の入力が違います"));
    let file =
        hanako.post("/settings/backup", &[("passphrase", PASSPHRASE), ("passphrase_again", PASSPHRASE)]);
    assert_eq!((file.status, file.media.as_str()), (200, "application/octet-stream"));
    let unfinished = server.folder.path().join("data/unfinished");
    assert_eq!(std::fs::read_dir(unfinished).unwrap().count(), 0);
    assert_eq!(events(&server.rows(), "backup-made"), 1);
    let shell = Shell::new();
    shell.put("b.age", &file.bytes);
    shell.put("passphrase", PASSPHRASE);
    let elsewhere = Elsewhere::new();
    let said = elsewhere.restore(&shell, "b.age --passphrase-file passphrase");
    assert_eq!(said.code, 0, "{}", said.stderr);
    log_in(&elsewhere.start());
}

/// Rows without the log, in an order both engines agree on.
fn in_order(mut rows: Rows) -> Rows {
    rows.remove("audit_event");
    rows.values_mut().for_each(|rows| rows.sort_by_cached_key(|row| format!("{row:?}")));
    rows
}

/// On PostgreSQL runs the second copy lies on PostgreSQL and the third on SQLite again.
#[test]
fn the_sample_comes_back_row_by_row_from_either_engine() {
    let (shell, folder) = (Shell::new(), Demo::start().stop());
    let data = folder.path().join("demo");
    let key = age::x25519::Identity::generate();
    shell.put("identity", key.to_string().expose_secret());
    let backup = |words: &str| {
        let said = shell.tenken(&format!("backup b.age --recipient {} {words}", key.to_public()));
        assert_eq!(said.code, 0, "{}", said.stderr);
    };
    backup(&format!("--data {}", data.display()));
    let second = Elsewhere::new();
    let said = second.restore(&shell, "b.age --identity identity");
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stdout.contains("封をしたまま") && said.stdout.contains("keys/sealing"), "{}", said.stdout);
    backup(&storage(&second.folder, second.database.as_deref()));
    let third = Elsewhere { folder: TempDir::new().expect("a temporary folder"), database: None };
    assert_eq!(third.restore(&shell, "b.age --identity identity").code, 0);
    let first = in_order(crate::support::read_rows(&data, None));
    for copy in [second, third] {
        let rows = crate::support::read_rows(&copy.folder.path().join("data"), copy.database.as_deref());
        assert!(in_order(rows) == first);
    }
}
