//! Departmental systems: their register, their managers, and ○ for the hospital only where all of them have it.

use tenken_domain::account::Role;
use tenken_domain::id::SystemId;

use super::assigned::assign;
use super::round::{ADMINISTRATOR, close, opened, opened_as, press, row, value};
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
    let page = who.get(sheet);
    let own = page.between(&format!("name=\"system\" value=\"{system}\""), "</form>");
    let seen = own.map_or("0", |own| value(own, "seen")).to_owned();
    let fields = [("system", system), ("seen", &seen), ("mark", mark), ("system_memo", memo)];
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
fn what_a_manager_pressed_by_mistake_is_undone_and_the_hospitals_yes_comes_back() {
    let (server, mut hanako) = Server::with_hospital();
    let (laboratory, mut kensa) = hire_manager(&server, &mut hanako, "kensa", "検査システム");
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    press(&mut hanako, &sheet, ("tls", "yes"), ("設定書あり", ""));
    assign(&mut hanako, "assign", &format!("system/{laboratory}"), &["tls"]);
    let doubtful = hanako.get(&sheet);
    assert!(
        row(&doubtful, "tls").contains("まだ○か「該当なし」になっていない部門システム"),
        "{}",
        doubtful.text
    );
    let blank = kensa.get(&sheet);
    assert!(!row(&blank, "tls").contains("value=\"undo\""), "there is nothing to undo yet");
    let mut answer = |mark| say(&mut kensa, (&sheet, "tls"), (&laboratory, mark), "");
    let no = answer("no");
    assert!(row(&no, "tls").contains("現在：×（検査システムの担当、"), "{}", no.text);
    let undone = answer("undo");
    let back = row(&undone, "tls");
    assert!(
        back.contains("現在：○（管理 花子、") && back.contains("検査システム</strong>：未回答"),
        "{back}"
    );
    let again = answer("undo");
    assert!(row(&again, "tls").contains("現在：×（検査システムの担当、"), "{}", again.text);
    let yes = answer("yes");
    assert!(row(&yes, "tls").contains("現在：×（"), "a new ○ of the system is no undoing: {}", yes.text);
    answer("undo");
    press(&mut hanako, &sheet, ("tls", "memo"), ("見直し中", ""));
    let kept = answer("undo");
    assert!(row(&kept, "tls").contains("現在：×（"), "somebody has touched it since: {}", kept.text);
    let emptied = answer("blank");
    assert!(row(&emptied, "tls").contains("検査システム</strong>：未回答"), "{}", emptied.text);
    let theirs = say(&mut hanako, (&sheet, "tls"), (&laboratory, "undo"), "");
    assert!(theirs.status == 409 && theirs.text.contains("あなたのものではない"), "{}", theirs.text);
    let record = kensa.get(&format!("{sheet}/answers/tls")).text;
    let of_systems = record.split("部門システムごとの回答</h2>").nth(1).expect("the record of systems");
    let of_systems = of_systems.split("</table>").next().expect("a table");
    assert_eq!(
        of_systems.matches("<td data-label=\"部門システム\">検査システム</td>").count(),
        7,
        "{of_systems}"
    );
    kensa.get(&sheet);
    let stale = [("system", laboratory.as_str()), ("seen", "1"), ("mark", "undo")];
    let late = kensa.post(&format!("{sheet}/answers/tls/systems/{laboratory}"), &stale);
    assert_eq!(late.status, 409, "the same press again undoes nothing more");
}

#[test]
fn one_systems_undoing_gives_no_yes_back_while_another_has_a_no() {
    let (server, mut hanako) = Server::with_hospital();
    let (laboratory, mut kensa) = hire_manager(&server, &mut hanako, "kensa", "検査システム");
    let (radiology, mut hosha) = hire_manager(&server, &mut hanako, "hosha", "放射線画像システム");
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    press(&mut hanako, &sheet, ("tls", "yes"), ("", ""));
    for system in [&laboratory, &radiology] {
        assign(&mut hanako, "assign", &format!("system/{system}"), &["tls"]);
    }
    say(&mut kensa, (&sheet, "tls"), (&laboratory, "no"), "");
    say(&mut hosha, (&sheet, "tls"), (&radiology, "no"), "");
    let undone = say(&mut kensa, (&sheet, "tls"), (&laboratory, "undo"), "");
    assert!(row(&undone, "tls").contains("現在：×（検査システムの担当、"), "{}", undone.text);
}

#[test]
fn a_manager_is_counted_by_the_own_answers_and_led_to_the_next_open_one() {
    let (server, mut hanako) = Server::with_hospital();
    let (laboratory, mut kensa) = hire_manager(&server, &mut hanako, "kensa", "検査システム");
    let round = opened(&mut hanako);
    let sheet = format!("{round}/sheets/{ADMINISTRATOR}");
    press(&mut hanako, &sheet, ("tls", "yes"), ("", ""));
    assign(&mut hanako, "assign", &format!("system/{laboratory}"), &["tls", "access-log"]);
    let account = hanako.get("/assignments");
    let (_, option) = account
        .text
        .rsplit_once("個人：検査システムの担当")
        .map_or(("", ""), |(before, _)| before.rsplit_once("<option value=\"").expect("an option"));
    let person = option.split('"').next().expect("a value").to_owned();
    assign(&mut hanako, "assign", &person, &["drill"]);
    let open = kensa.get(&format!("{sheet}?show=open"));
    assert!(open.text.contains("0/3 回答済") && row(&open, "tls").contains("href=\"#item-"), "{}", open.text);
    let said = say(&mut kensa, (&sheet, "access-log"), (&laboratory, "no"), "古い<機種>");
    assert!(said.text.contains("1/3 回答済"), "{}", said.text);
    let filtered = format!("{sheet}?show=open");
    kensa.get(&filtered);
    let long = "長".repeat(2001);
    let address = format!("{sheet}/answers/tls/systems/{laboratory}?show=open");
    let fields = [("system", laboratory.as_str()), ("seen", "0"), ("mark", "no"), ("system_memo", &long)];
    let refused = kensa.post(&address, &fields);
    let own = row(&refused, "tls");
    assert!(refused.status == 422 && own.contains(&long) && own.contains("aria-invalid=\"true\""), "{own}");
    assert!(!refused.text.contains("id=\"item-access-log\""), "the filter stays");
    let personal = press(&mut kensa, &sheet, ("drill", "yes"), ("", ""));
    assert!(personal.text.contains("2/3 回答済"), "{}", personal.text);
    assert!(kensa.get("/answering").text.contains("2/3 回答済"));
    close(&mut hanako, &round);
    assert!(!kensa.get(&sheet).text.contains("次の未回答へ"), "nothing can be answered any more");
    assert!(!kensa.get(&round).text.contains("/result\""), "the result is not a manager's to read");
    assert!(!kensa.get("/").text.contains("/result\""), "nor from the first page");
    let next = format!("{}/sheets/{ADMINISTRATOR}", opened_as(&mut hanako, "令和8年度 第2回"));
    let page = kensa.get(&next);
    let systems = row(&page, "access-log").split("部門システムごとの回答").nth(1).expect("the systems");
    assert!(systems.contains("の回答：×") && systems.contains("古い&lt;機種&gt;"), "{systems}");
    assert!(!systems.contains("aria-pressed=\"true\""), "nothing is ticked beforehand");
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
