//! What is typed at the machine's own console: recovering an administrator, and a first certificate.

use crate::support::{PASSWORD, Server, Shell};

const NEW_PASSWORD: &str = "Shiitake!dashi-7305";

fn activation<'f>(code: &'f str, password: &'f str) -> [(&'f str, &'f str); 5] {
    [
        ("login_name", "hanako"),
        ("code", code),
        ("profile", "long"),
        ("password", password),
        ("password_again", password),
    ]
}

#[test]
fn a_lost_password_is_replaced_by_a_code_that_works_once_while_the_server_runs() {
    let (server, mut hanako) = Server::with_hospital();
    let said = Shell::new().tenken(&format!("account recover hanako {}", server.storage()));
    assert_eq!(said.code, 0, "{}", said.stderr);
    let code = said.stdout.lines().find_map(|line| line.strip_prefix("登録コード: ")).expect("a code");
    assert!(said.stdout.contains("/activation"), "{}", said.stdout);
    assert_eq!(hanako.get("/rounds").path, "/login", "the open session has ended");
    let mut stranger = server.somebody();
    let old = stranger.post("/login", &[("login_name", "hanako"), ("password", PASSWORD)]);
    assert_eq!(old.status, 422);
    assert_eq!(stranger.post("/activation", &activation(code, NEW_PASSWORD)).status, 200);
    let again = server.somebody().post("/activation", &activation(code, PASSWORD));
    assert_eq!(again.status, 422);
    let recorded = &server.rows()["audit_event"];
    assert!(recorded.iter().any(|row| format!("{row:?}").contains("account-recovered")));
}

#[test]
fn an_administrator_whom_guesses_keep_waiting_is_let_in_by_the_new_code_at_once() {
    let (server, _) = Server::with_hospital();
    let mut forgetful = server.somebody();
    for nth in 0..8 {
        let wrong = format!("wrong password {nth}");
        let refused = forgetful.post("/login", &[("login_name", "hanako"), ("password", &wrong)]);
        assert_eq!(refused.status, 422, "{}", refused.text);
    }
    let waits = forgetful.post("/login", &[("login_name", "hanako"), ("password", PASSWORD)]);
    assert_eq!(waits.status, 422, "even the right password waits now");
    let said = Shell::new().tenken(&format!("account recover hanako {}", server.storage()));
    let code = said.stdout.lines().find_map(|line| line.strip_prefix("登録コード: ")).expect("a code");
    assert_eq!(forgetful.post("/activation", &activation(code, NEW_PASSWORD)).status, 200);
}

#[test]
fn an_account_that_is_no_administrators_is_not_recovered() {
    let (server, _) = Server::with_hospital();
    let said = Shell::new().tenken(&format!("account recover nobody {}", server.storage()));
    assert_eq!((said.code, said.stdout.as_str()), (2, ""));
    assert_eq!(said.stderr, "ログイン名「nobody」のシステム管理者はいません。\n");
}

#[test]
fn a_suspension_is_not_lifted_at_the_console() {
    let (server, mut hanako) = Server::with_hospital();
    server.colleague(&mut hanako, "taro", "administrator");
    let list = hanako.get("/settings/accounts");
    let address = list.text.split("\">同僚</a>").next().and_then(|before| before.rsplit("href=\"").next());
    let address = address.expect("the account is listed").to_owned();
    hanako.get(&address);
    assert_eq!(hanako.post(&format!("{address}/suspension"), &[]).status, 200);
    let said = Shell::new().tenken(&format!("account recover taro {}", server.storage()));
    assert_eq!((said.code, said.stdout.as_str()), (2, ""));
    assert_eq!(
        said.stderr,
        "ログイン名「taro」のアカウントは停止中です。ほかのシステム管理者が停止を解除してから、もう一度実行してください。\n"
    );
    assert!(hanako.get(&address).text.contains("停止中"));
    let log = hanako.get("/settings/audit-events?event=recovery-refused");
    assert!(log.text.contains("（サーバーの画面）") && log.text.contains("停止中"), "{}", log.text);
}

#[test]
fn a_command_makes_no_data_folder_by_mistake() {
    let shell = Shell::new();
    for command in ["account recover hanako", "backup b.age --passphrase-file p"] {
        shell.put("p", "a long passphrase");
        let said = shell.tenken(&format!("{command} --data nowhere"));
        assert_eq!(said.code, 1, "{}", said.stderr);
        assert!(said.stderr.contains("nowhere はTenkenのデータフォルダではありません。"), "{}", said.stderr);
        assert_eq!(shell.files(), ["p"]);
    }
}

#[test]
fn a_certificate_is_made_once_and_never_overwritten() {
    let shell = Shell::new();
    let command = "certificate --name tenken.hospital.local --name 192.0.2.7 --cert c.pem --key k.pem";
    assert_eq!(shell.tenken(command).code, 0);
    let (cert, key) = (shell.bytes("c.pem"), shell.bytes("k.pem"));
    assert!(
        cert.starts_with(b"-----BEGIN CERTIFICATE-----") && key.starts_with(b"-----BEGIN PRIVATE KEY-----")
    );
    let again = shell.tenken(command);
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("k.pem はすでにあります。"), "{}", again.stderr);
    assert_eq!((shell.bytes("c.pem"), shell.bytes("k.pem")), (cert, key));
    assert_eq!(shell.tenken("certificate --name a/b --cert d.pem --key e.pem").code, 2);
    assert_eq!(shell.files(), ["c.pem", "k.pem"]);
}
