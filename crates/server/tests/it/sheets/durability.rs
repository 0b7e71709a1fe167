//! Acknowledged is durable, sent twice is saved once, not saved is said.

use std::time::{Duration, Instant};

use tenken_domain::id::{ChecklistId, ItemId, RoundId};
use tenken_store::{Db, StoreError, answer, sheet};

use super::round::{ADMINISTRATOR, changes, opened, row, value};
use crate::support::{Held, Server, block_on};

/// The round of a sheet's address.
fn round_of(sheet: &str) -> RoundId {
    RoundId::new(sheet.split('/').nth(2).expect("/rounds/{id}/…"))
}

/// Waits until the mark of an item is committed.
async fn until_committed(db: &Db, round: &RoundId, item: &str) -> Result<(), StoreError> {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let mut conn = db.reader().await?;
        let sheet = sheet::find(&mut conn, round, &ChecklistId::new(ADMINISTRATOR)).await?.expect("a sheet");
        if answer::find(&mut conn, &sheet.id, &ItemId::new(item)).await?.is_some() {
            return Ok(());
        }
        assert!(Instant::now() < deadline, "the mark was never committed");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[test]
fn a_mark_whose_acknowledgement_was_lost_is_saved_once_when_it_is_sent_again() {
    let mut server = Server::start_with(&[("TENKEN_TEST_STALL_MS", "3000".to_owned())]);
    let mut hanako = server.set_up();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    let page = hanako.get(&sheet);
    let key = value(row(&page, "access-log"), "key").to_owned();
    let address = format!("{sheet}/answers/access-log");
    let send = {
        let (address, key) = (address.clone(), key.clone());
        std::thread::spawn(move || {
            let fields = [("key", key.as_str()), ("seen", "0"), ("mark", "yes"), ("memo", "切れた回線")];
            let lost = hanako.try_post(&address, &fields).is_err();
            (hanako, lost)
        })
    };
    block_on(async {
        let db = server.database().await;
        until_committed(&db, &round_of(&sheet), "access-log").await?;
        db.close().await;
        Ok(())
    });
    server.kill();
    let (mut hanako, lost) = send.join().expect("the sender");
    assert!(lost, "the server was killed before it could answer");
    server.kill_and_restart();
    hanako.move_to(&server.origin);
    let fields = [("key", key.as_str()), ("seen", "0"), ("mark", "yes"), ("memo", "切れた回線")];
    let again = hanako.post(&address, &fields);
    assert_eq!((again.status, again.path.as_str()), (200, sheet.as_str()), "{}", again.text);
    assert!(row(&again, "access-log").contains("切れた回線"));
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 1);
}

#[test]
fn sixteen_people_saving_at_once_lose_nothing() {
    let (server, mut hanako) = Server::with_hospital();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    let list = &tenken_domain::catalog::builtin()[0].checklists[1];
    let mut items: Vec<String> = list.items.iter().map(|item| item.id.to_string()).collect();
    let contested = items.pop().expect("the last item");
    let everybody = std::sync::Barrier::new(16);
    let late: Vec<u16> = std::thread::scope(|scope| {
        let client = |client: usize| {
            let (server, sheet, items, everybody) = (&server, &sheet, &items, &everybody);
            let contested = &contested;
            scope.spawn(move || {
                let mut somebody = server.log_in("hanako");
                somebody.get(sheet);
                for item in items.iter().skip(client).step_by(16) {
                    let (key, mark) =
                        (format!("{client}-{item}"), if client.is_multiple_of(2) { "yes" } else { "no" });
                    let fields = [("key", key.as_str()), ("seen", "0"), ("mark", mark), ("memo", item)];
                    let saved = somebody.post_in_background(&format!("{sheet}/answers/{item}"), &fields);
                    assert_eq!(saved.status, 200, "{}", saved.text);
                }
                everybody.wait();
                let key = format!("{client}-late");
                let fields = [("key", key.as_str()), ("seen", "0"), ("mark", "yes")];
                somebody.post_in_background(&format!("{sheet}/answers/{contested}"), &fields).status
            })
        };
        let clients: Vec<_> = (0..16).map(client).collect();
        clients.into_iter().map(|client| client.join().expect("a client")).collect()
    });
    assert_eq!(late.iter().filter(|status| **status == 200).count(), 1, "one of them came first: {late:?}");
    assert_eq!(late.iter().filter(|status| **status == 409).count(), 15, "the others are told: {late:?}");
    assert_eq!(changes(&mut hanako, &sheet, &contested), 1);
    let page = hanako.get(&sheet);
    assert!(page.text.contains("97/97 回答済"));
    for (place, item) in items.iter().enumerate() {
        let mark = if place % 16 % 2 == 0 { "data-mark=\"yes\"" } else { "data-mark=\"no\"" };
        assert!(row(&page, item).contains(mark) && row(&page, item).contains(item.as_str()), "{item}");
    }
}

#[test]
fn a_database_that_cannot_be_written_says_so_and_keeps_what_was_typed() {
    let (server, mut hanako) = Server::with_hospital();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    let key = value(row(&hanako.get(&sheet), "access-log"), "key").to_owned();
    let address = format!("{sheet}/answers/access-log");
    let fields = [("key", key.as_str()), ("seen", "0"), ("mark", "no"), ("memo", "一行目\n二行目")];
    let held = Held::round(&server, round_of(&sheet));
    let refused = hanako.post(&address, &fields);
    let told = hanako.post_in_background(&address, &fields);
    let still_read = hanako.get(&sheet);
    let header =
        hanako.post(&format!("{sheet}/header"), &[("filler", "管理 花子"), ("filled_on", "2026-11-02")]);
    held.let_go();
    assert_eq!(header.status, 503, "{}", header.text);
    assert_eq!(
        (value(&header.text, "filler"), value(&header.text, "filled_on")),
        ("管理 花子", "2026-11-02")
    );
    assert_eq!(refused.status, 503);
    assert!(refused.text.contains("保存できませんでした") && refused.text.contains("もう一度送る"));
    assert!(refused.text.contains(&format!("action=\"{address}\"")), "{}", refused.text);
    assert!(refused.text.contains("一行目\n二行目</textarea>"), "{}", refused.text);
    assert_eq!((value(&refused.text, "key"), value(&refused.text, "mark")), (key.as_str(), "no"));
    assert_eq!((told.status, told.media.as_str()), (503, "application/json"));
    assert_eq!(still_read.status, 200, "reading goes on");
    let again = hanako.post(&address, &fields);
    assert_eq!(again.status, 200);
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), 1);
}
