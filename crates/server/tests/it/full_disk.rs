//! A disk without a free byte: nothing acknowledged is lost, what could not be saved is kept on the page, and is saved
//! when it is sent again after somebody has made room. Linux only: the disk is one in memory, in a namespace of its own.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;

use crate::sheets::round::{ADMINISTRATOR, changes, opened, row, value};
use crate::support::{Page, Server, Somebody};

const DISK_KIB: u32 = 6 * 1024;
const BEFORE_IT_IS_FULL: usize = 20;
/// The journal of the database has room of its own for so many marks at most.
const MOST_MARKS: usize = 1_000;

/// A file that takes all room.
struct Filler(PathBuf);

impl Filler {
    fn up_to_the_last_byte(server: &Server) -> Self {
        let path = server.small_disk().join("filler");
        let mut file = File::create(&path).expect("a file on the small disk");
        for block in [vec![0; 4096], vec![0; 1]] {
            while file.write_all(&block).is_ok() {}
        }
        Self(path)
    }

    fn make_room(self) {
        std::fs::remove_file(self.0).expect("the filler goes");
    }
}

/// Presses 「もう一度送る」 on the page that keeps a form.
fn send_again(who: &mut Somebody, kept: &Page) -> Page {
    let form = kept.between("<main", "</main>").expect("a page");
    let action = form.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a form");
    let attribute = |tag: &str, name: &str| {
        let from = tag.split(&format!("{name}=\"")).nth(1).expect("the attribute");
        from.split('"').next().expect("its end").to_owned()
    };
    let hidden = form.split("<input type=\"hidden\"").skip(1);
    let mut fields: Vec<(String, String)> =
        hidden.map(|tag| (attribute(tag, "name"), attribute(tag, "value"))).collect();
    for area in form.split("<textarea").skip(1) {
        let text = area.split('>').nth(1).and_then(|text| text.split("</textarea").next()).expect("a text");
        fields.push((attribute(area, "name"), text.to_owned()));
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    who.post(action, &fields)
}

#[test]
#[ignore = "needs a mount namespace: run by `cargo xtask ci`"]
fn what_a_full_disk_could_not_save_is_kept_and_sent_again() {
    let server = Server::on_small_disk(DISK_KIB);
    let mut hanako = server.set_up();
    let sheet = format!("{}/sheets/{ADMINISTRATOR}", opened(&mut hanako));
    let address = format!("{sheet}/answers/access-log");
    let page = hanako.get(&sheet);
    let mut seen = value(row(&page, "access-log"), "seen").to_owned();
    let (mut acknowledged, mut filler) = (0, None);
    let kept = loop {
        if acknowledged == BEFORE_IT_IS_FULL {
            filler = Some(Filler::up_to_the_last_byte(&server));
        }
        let (key, memo) =
            (format!("key-{acknowledged}"), format!("{acknowledged}回目に書いた長いメモ\n二行目"));
        let mark = if acknowledged % 2 == 0 { "yes" } else { "no" };
        let fields =
            [("key", key.as_str()), ("seen", seen.as_str()), ("mark", mark), ("memo", memo.as_str())];
        let answer = hanako.post(&address, &fields);
        if answer.status == 503 {
            break answer;
        }
        assert_eq!(answer.status, 200, "{}", answer.text);
        seen = value(row(&answer, "access-log"), "seen").to_owned();
        acknowledged += 1;
        assert!(acknowledged < MOST_MARKS, "the disk never became full");
    };
    let last = format!("{acknowledged}回目に書いた長いメモ\n二行目");
    assert!(kept.text.contains("保存できませんでした") && kept.text.contains(&last), "{}", kept.text);
    assert_eq!(hanako.get(&sheet).status, 200, "reading goes on");
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), acknowledged);

    let department = hanako.post("/settings/departments", &[("name", "2階西病棟")]);
    assert_eq!(department.status, 503, "{}", department.text);
    assert!(department.text.contains("2階西病棟"), "{}", department.text);

    filler.expect("the disk was filled").make_room();
    let saved = send_again(&mut hanako, &kept);
    assert_eq!(saved.status, 200, "{}", saved.text);
    assert!(row(&saved, "access-log").contains(&last));
    assert_eq!(changes(&mut hanako, &sheet, "access-log"), acknowledged + 1);
    assert!(send_again(&mut hanako, &department).text.contains("2階西病棟"));
    assert_eq!(hanako.get("/settings/departments").text.matches("2階西病棟</option>").count(), 1);
}
