//! The sample hospital: the same every time, on this machine only, and never a hospital's own.

use crate::support::{Demo, Rows, Server, Shell};

fn rows(demo: Demo) -> Rows {
    let folder = demo.stop();
    crate::support::read_rows(&folder.path().join("demo"), None)
}

#[test]
fn two_samples_of_the_same_day_are_the_same() {
    let (one, other) = (rows(Demo::start()), rows(Demo::start()));
    for (table, rows) in &one {
        assert!(*rows == other[table], "{table} differs");
    }
    assert_eq!((one["department"].len(), one["account"].len(), one["round"].len()), (24, 5, 3));
    assert!(one["staff_sheet"].len() > 200 && !one["sealed_pool"].is_empty());
}

#[test]
fn each_of_the_cast_logs_in_by_one_click_and_every_page_says_sample() {
    let demo = Demo::start();
    for (login_name, name) in
        [("hanako", "管理 花子"), ("sakura", "佐倉 一郎"), ("fucho", "看護師長"), ("jiro", "監査 次郎")]
    {
        let home = demo.login(login_name).get("/");
        assert!(home.text.contains(name) && home.text.contains("サンプル"), "{}", home.text);
    }
    let nobody = crate::support::Somebody::new(&demo.origin).post("/demo/login", &[("login_name", "nobody")]);
    assert_eq!(nobody.status, 404);
}

#[test]
fn a_hospitals_server_has_no_one_click_login() {
    let (server, _) = Server::with_hospital();
    let page = server.somebody().post("/demo/login", &[("login_name", "hanako")]);
    assert_eq!(page.status, 404);
    let login = server.somebody().get("/login");
    assert!(!login.text.contains("/demo/login") && login.text.contains("type=\"password\""));
}

#[test]
fn a_hospitals_server_refuses_a_samples_folder() {
    let demo = Demo::start();
    let data = demo.data();
    let folder = demo.stop();
    let said = Shell::new().tenken(&format!("serve --data {} --listen 127.0.0.1:0", data.display()));
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("このフォルダはサンプル病院のものです。"), "{}", said.stderr);
    drop(folder);
}

#[test]
fn a_sample_opens_on_this_machine_only() {
    let shell = Shell::new();
    let said = shell.tenken("demo --listen 0.0.0.0:0");
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("サンプル病院はこのコンピューターの中"), "{}", said.stderr);
    assert!(shell.files().is_empty());
    assert_eq!(shell.tenken("demo --today あした").code, 2);
}

#[test]
fn a_sample_takes_no_folder_that_holds_anything_else() {
    let shell = Shell::new();
    std::fs::create_dir(shell.path("own")).unwrap();
    shell.put("own/report.xlsx", "mine");
    let said = shell.tenken("demo --listen 127.0.0.1:0 --data own");
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("サンプル病院ではないもの"), "{}", said.stderr);
    assert_eq!(shell.bytes("own/report.xlsx"), b"mine");
}

#[test]
fn every_sheet_of_the_sample_hospital_is_counted() {
    let demo = Demo::start();
    let mut hanako = demo.login("hanako");
    let rounds = hanako.get("/rounds");
    let addresses: Vec<String> = rounds
        .text
        .split("<th scope=\"row\"><a href=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(address, _)| address.to_owned())
        .collect();
    assert_eq!(addresses.len(), 3, "{}", rounds.text);
    for address in addresses {
        let page = hanako.get(&address);
        assert!(page.text.contains("回収状況") && !page.text.contains("封印の鍵"), "{}", page.text);
    }
}
