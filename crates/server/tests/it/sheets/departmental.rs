//! Departmental systems: their register, their managers, and ○ for the hospital only where all of them have it.

use tenken_domain::account::Role;
use tenken_domain::id::SystemId;

use super::assigned::assign;
use super::round::{ADMINISTRATOR, opened, press, row};
use crate::support::{Page, Server, Somebody};

/// Adds a departmental system and hires who manages it.
fn hire_manager(server: &Server, hanako: &mut Somebody, login: &str, system: &str) -> (String, Somebody) {
    hanako.get("/settings/systems");
    let list = hanako.post("/settings/systems", &[("name", system)]);
    let line = list.text.split("<li>").find(|line| line.contains(system)).expect("the system");
    let id = line.split("/settings/systems/").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
    let manager = server.hire(login, &format!("{system}の担当"), Role::SystemManager(SystemId::new(id)));
    (id.to_owned(), manager)
}

/// Answers for a system as its form does.
fn say(who: &mut Somebody, (sheet, item): (&str, &str), (system, mark): (&str, &str), memo: &str) -> Page {
    who.get(sheet);
    let fields = [("mark", mark), ("system_memo", memo)];
    who.post(&format!("{sheet}/answers/{item}/systems/{system}"), &fields)
}

#[test]
fn the_hospital_has_a_yes_only_where_every_departmental_system_has_one() {
    let (server, mut hanako) = Server::with_hospital();
    let (laboratory, mut kensa) = hire_manager(&server, &mut hanako, "kensa", "検査システム");
    let (radiology, mut hosha) = hire_manager(&server, &mut hanako, "hosha", "放射線画像システム");
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    for system in [&laboratory, &radiology] {
        assign(&mut hanako, "assign", &format!("system/{system}"), &["tls"]);
    }
    let refused = press(&mut hanako, &sheet, ("tls", "yes"), ("", ""));
    assert!(refused.status == 422 && refused.text.contains("○でない部門システムがある"), "{}", refused.text);
    assert_eq!(say(&mut kensa, (&sheet, "tls"), (&laboratory, "yes"), "").status, 200);
    let still = press(&mut hanako, &sheet, ("tls", "yes"), ("", ""));
    assert_eq!(still.status, 422, "one has not answered yet");
    let bare = say(&mut hosha, (&sheet, "tls"), (&radiology, "not-applicable"), "");
    assert!(bare.status == 422 && bare.text.contains("院内メモに理由"), "{}", bare.text);
    say(&mut hosha, (&sheet, "tls"), (&radiology, "not-applicable"), "通信しない");
    let yes = press(&mut hanako, &sheet, ("tls", "yes"), ("全部門で確認", ""));
    assert!(row(&yes, "tls").contains("現在：○（管理 花子、"), "{}", yes.text);
    let no = say(&mut kensa, (&sheet, "tls"), (&laboratory, "no"), "分析装置<1号機>が古い");
    let seen = row(&no, "tls");
    assert!(seen.contains("現在：×（検査システムの担当、"), "a × anywhere takes the ○ back: {seen}");
    assert!(seen.contains("分析装置&lt;1号機&gt;が古い") && seen.contains("全部門で確認"), "{seen}");
    let findings = hanako.get("/findings").text;
    assert!(
        findings.contains("できていない部門システム：検査システム（分析装置&lt;1号機&gt;が古い）"),
        "{findings}"
    );
    let log = hanako.get("/settings/audit-events").text;
    assert!(log.contains("部門システムについて答えた") && log.contains("検査システム ×"), "{log}");
}

#[test]
fn a_manager_answers_for_the_own_system_where_it_is_asked_and_nothing_else() {
    let (server, mut hanako) = Server::with_hospital();
    let (laboratory, mut kensa) = hire_manager(&server, &mut hanako, "kensa", "検査システム");
    let (radiology, mut hosha) = hire_manager(&server, &mut hanako, "hosha", "放射線画像システム");
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    assert_eq!(kensa.get(&sheet).status, 404);
    assign(&mut hanako, "assign", &format!("system/{laboratory}"), &["tls"]);
    assert_eq!(hosha.get(&sheet).status, 404, "the other system is asked nothing");
    let page = kensa.get(&sheet);
    assert!(
        page.text.matches("<article").count() == 1 && !page.text.contains("class=\"answer\""),
        "{}",
        page.text
    );
    let whole = [("key", "k"), ("seen", "0"), ("mark", "yes")];
    assert_eq!(kensa.post(&format!("{sheet}/answers/tls"), &whole).status, 404, "not for the hospital");
    assert_eq!(say(&mut kensa, (&sheet, "tls"), (&radiology, "yes"), "").status, 404);
    assert_eq!(say(&mut hosha, (&sheet, "tls"), (&laboratory, "yes"), "").status, 404);
    assert_eq!(say(&mut kensa, (&sheet, "access-log"), (&laboratory, "yes"), "").status, 404);
    let pending = say(&mut kensa, (&sheet, "tls"), (&laboratory, "pending-vendor"), "");
    assert_eq!(pending.status, 422, "{}", pending.text);
    assert_eq!(say(&mut hanako, (&sheet, "tls"), (&laboratory, "yes"), "紙で回答").status, 200);
    hanako.get(&sheet);
    let filled = [("filler", "情報 太郎"), ("filled_on", "2026-04-02")];
    assert_eq!(hanako.post(&format!("{sheet}/handing-in"), &filled).status, 200);
    let late = say(&mut kensa, (&sheet, "tls"), (&laboratory, "no"), "");
    assert!(late.status == 422 && late.text.contains("提出済"), "{}", late.text);
}

#[test]
fn the_register_keeps_names_apart_and_systems_that_are_used() {
    let (server, mut hanako) = Server::with_hospital();
    let (laboratory, _) = hire_manager(&server, &mut hanako, "kensa", "検査システム");
    hanako.get("/settings/systems");
    let twice = hanako.post("/settings/systems", &[("name", "検査システム")]);
    assert!(twice.status == 422 && twice.text.contains("同じ名称の部門システム"), "{}", twice.text);
    let address = format!("/settings/systems/{laboratory}");
    let renamed = hanako.post(&address, &[("name", "臨床検査システム")]);
    assert!(renamed.text.contains("臨床検査システム"), "{}", renamed.text);
    let used = hanako.post(&format!("{address}/removal"), &[]);
    assert!(used.status == 422 && used.text.contains("削除できません"), "{}", used.text);
    hanako.post("/settings/systems", &[("name", "薬剤システム")]);
    let list = hanako.get("/settings/systems");
    let line = list.text.split("<li>").find(|line| line.contains("薬剤システム</a>")).expect("the system");
    let id = line.split("/settings/systems/").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
    let gone = hanako.post(&format!("/settings/systems/{id}/removal"), &[]);
    assert!(gone.status == 200 && !gone.text.contains("薬剤システム</a>"), "{}", gone.text);
    let invited = [("login_name", "pacs"), ("display_name", "放射 線子"), ("role", "system-manager")];
    hanako.get("/settings/accounts/new");
    let refused = hanako.post("/settings/accounts", &invited);
    assert!(
        refused.status == 422 && refused.text.contains("部門システムを選んでください"),
        "{}",
        refused.text
    );
    let accounts = hanako.get("/settings/accounts").text;
    assert!(accounts.contains("部門システム管理者（臨床検査システム）"), "{accounts}");
}
