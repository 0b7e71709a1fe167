//! さくら病院 with mail switched on, people with and without addresses, an open round, and a clock that tests move.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::date;
use tenken_domain::department::Department;
use tenken_domain::feature::Feature;
use tenken_domain::id::{DepartmentId, OccupationId, PersonId, RoundId};
use tenken_domain::person::{Leave, Person};
use tenken_store::{StoreError, department, facility, feature, occupation, person, slip};

use super::{Manner, Page, PostOffice, Server, Somebody, block_on};

/// Everything a test about mail begins with. It is Tuesday, 24 November 2026, ten in the morning; the round ends on
/// Monday, 30 November.
pub struct MailRound {
    pub server: Server,
    pub hanako: Somebody,
    pub post: PostOffice,
    /// `/rounds/…`
    pub round: String,
    clock: Clock,
}

/// The file that says how far the server's clock is ahead.
struct Clock {
    file: PathBuf,
    _folder: tempfile::TempDir,
}

/// The first moment.
const BEGINNING: &str = "2026-11-24T10:00:00+09:00";

impl Clock {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Self { file: folder.path().join("ahead"), _folder: folder };
        clock.set(BEGINNING);
        clock
    }

    fn set(&self, moment: &str) {
        let moment: Timestamp = moment.parse().expect("a moment");
        let ahead = moment.duration_since(now()).as_secs();
        let unfinished = self.file.with_extension("new");
        std::fs::write(&unfinished, ahead.to_string()).expect("a clock");
        std::fs::rename(&unfinished, &self.file).expect("a clock");
    }
}

#[expect(clippy::disallowed_methods, reason = "the server's clock is set by the one on the wall")]
fn now() -> Timestamp {
    Timestamp::now()
}

impl MailRound {
    /// People by staff number, as [`people`] makes them, each with an address of that name unless it says otherwise.
    pub fn start(naming: &str, slips: &str, people: &[(&str, &str)]) -> Self {
        Self::with(PostOffice::open(Manner::Plain), (naming, slips), people)
    }

    pub fn with(post: PostOffice, (naming, slips): (&str, &str), people: &[(&str, &str)]) -> Self {
        let clock = Clock::new();
        let variables = [("TENKEN_TEST_CLOCK", clock.file.display().to_string())];
        let server = Server::start_with(&variables);
        let mut hanako = server.set_up();
        employ(&server, people);
        let round = open_round(&mut hanako, naming, slips);
        let mut it = Self { server, hanako, post, round, clock };
        let saved = it.set_up_server(&[]);
        assert_eq!((saved.status, saved.path.as_str()), (200, "/settings/mail"), "{}", saved.text);
        it
    }

    /// Sends the form of the mail server; what is given here stands in place of the usual.
    pub fn set_up_server(&mut self, instead: &[(&str, &str)]) -> Page {
        let port = self.post.port.to_string();
        let usual = [
            ("host", "localhost"),
            ("port", &port),
            ("security", "none"),
            ("plain", "meant"),
            ("sender", "tenken@sakura.example.jp"),
            ("sender_name", "さくら病院"),
        ];
        let kept = usual.into_iter().filter(|(name, _)| instead.iter().all(|(other, _)| other != name));
        let fields: Vec<_> = kept.chain(instead.iter().copied()).collect();
        self.hanako.get("/settings/mail");
        self.hanako.post("/settings/mail", &fields)
    }

    /// Moves the clock; whoever is logged in long before has to log in again.
    pub fn at(&mut self, moment: &str) {
        self.clock.set(moment);
        self.hanako = self.server.log_in("hanako");
    }

    /// The page with the fields of a new mailing, as they stand.
    pub fn written(&mut self, kind: &str) -> Vec<(String, String)> {
        let page = self.hanako.get(&format!("{}/mailings/new?kind={kind}", self.round));
        let subject = page.between("id=\"subject\" name=\"subject\" type=\"text\" value=\"", "\"");
        let body = page.text.split("name=\"body\"").nth(1).and_then(|rest| rest.split_once('>'));
        let body = body.and_then(|(_, rest)| rest.split_once("</textarea>")).map(|(body, _)| body);
        let mut fields = vec![
            ("kind".to_owned(), kind.to_owned()),
            ("subject".to_owned(), subject.unwrap_or_else(|| panic!("{}", page.text)).to_owned()),
            ("body".to_owned(), body.expect("a body").to_owned()),
        ];
        let boxes = page.text.split("name=\"departments\" value=\"").skip(1);
        let ids = boxes.map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
        fields.extend(ids.map(|id| ("departments".to_owned(), id)));
        fields
    }

    /// The preview of these fields.
    pub fn preview(&mut self, fields: &[(String, String)]) -> Page {
        let path = format!("{}/mailings/preview", self.round);
        self.hanako.post(&path, &borrowed(fields))
    }

    /// Says yes to a preview.
    pub fn confirm(&mut self, fields: &[(String, String)], preview: &Page) -> Page {
        let hidden = |name| preview.between(&format!("name=\"{name}\" value=\""), "\"").unwrap_or_default();
        let mut sent = borrowed(fields);
        sent.extend([("key", hidden("key")), ("seen", hidden("seen"))]);
        self.hanako.post(&format!("{}/mailings", self.round), &sent)
    }

    /// Writes, previews and confirms the usual text; gives the mailing's page.
    pub fn mail(&mut self, kind: &str) -> Page {
        let fields = self.written(kind);
        let preview = self.preview(&fields);
        assert_eq!(preview.status, 200, "{}", preview.text);
        let made = self.confirm(&fields, &preview);
        assert!(made.status == 200 && made.path.contains("/mailings/"), "{}", made.text);
        made
    }

    /// Waits until the page of a mailing says this.
    pub fn wait_for(&mut self, path: &str, text: &str) -> Page {
        for _ in 0..200 {
            let page = self.hanako.get(path);
            if page.text.contains(text) {
                return page;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("{} never says {text}: {}", path, self.hanako.get(path).text);
    }
}

/// As [`Somebody::post`] wants them.
fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// How many recipients a mailing's page counts under these words.
pub fn count(page: &Page, words: &str) -> u64 {
    let number = page.between(&format!("<dt>{words}</dt><dd>"), "</dd>");
    number.map_or(0, |number| number.parse().expect("a number"))
}

/// Two departments, and these people (staff number, address) in turn; mail and cards are switched on.
fn employ(server: &Server, people: &[(&str, &str)]) {
    let people: Vec<(String, String)> =
        people.iter().map(|(number, mail)| ((*number).to_owned(), (*mail).to_owned())).collect();
    block_on(async {
        let db = server.database().await;
        let hospital = facility::only(&mut db.reader().await?).await?.expect("a hospital").id;
        let occupations = occupation::all(&mut db.reader().await?, &hospital).await?;
        let occupation = occupations.first().expect("an occupation").id.clone();
        db.write(move |tx| {
            Box::pin(async move {
                let on = [Feature::Mail, Feature::Slips].into_iter().collect();
                feature::replace(tx, &hospital, &on).await?;
                for name in DEPARTMENTS {
                    department::insert(tx, &hospital, &ward(name)).await?;
                }
                for ((number, mail), ward) in people.iter().zip(DEPARTMENTS.iter().cycle()) {
                    let one = somebody((number, mail), ward, occupation.clone());
                    person::insert(tx, &hospital, &one).await?;
                }
                Ok::<(), StoreError>(())
            })
        })
        .await?;
        db.close().await;
        Ok(())
    });
}

const DEPARTMENTS: [&str; 2] = ["東病棟", "薬剤部"];

fn ward(name: &str) -> Department {
    Department {
        id: DepartmentId::new(name),
        parent: None,
        name: name.to_owned(),
        headcount: std::collections::BTreeMap::new(),
    }
}

fn somebody((number, mail): (&str, &str), ward: &str, occupation: OccupationId) -> Person {
    Person {
        id: PersonId::new(format!("person-{number}")),
        staff_number: number.to_owned(),
        name: format!("職員 {number}"),
        kana: format!("ショクイン {number}"),
        department: DepartmentId::new(ward),
        occupation,
        employment: String::new(),
        joined_on: Some(date(2020, 4, 1)),
        left_on: None,
        mail: mail.to_owned(),
        away: None,
    }
}

impl MailRound {
    /// Somebody has another address in the register.
    pub fn set_address(&self, number: &str, mail: &str) {
        let (id, mail) = (PersonId::new(format!("person-{number}")), mail.to_owned());
        block_on(async {
            let db = self.server.database().await;
            let hospital = facility::only(&mut db.reader().await?).await?.expect("a hospital").id;
            db.write(move |tx| {
                Box::pin(async move {
                    let before = person::find(tx, &hospital, &id).await?.expect("somebody");
                    person::put(tx, &hospital, &[Person { mail, ..before }]).await
                })
            })
            .await?;
            db.close().await;
            Ok(())
        });
    }

    /// Somebody goes on long leave.
    pub fn set_aside(&self, number: &str) {
        let id = PersonId::new(format!("person-{number}"));
        let round = RoundId::new(self.round.trim_start_matches("/rounds/"));
        block_on(async {
            let db = self.server.database().await;
            db.write(move |tx| {
                Box::pin(async move { slip::set_away(tx, &round, &id, Some(Leave::Sick)).await })
            })
            .await?;
            db.close().await;
            Ok(())
        });
    }
}

fn open_round(hanako: &mut Somebody, naming: &str, slips: &str) -> String {
    let catalog = tenken_domain::catalog::builtin()[0].id.to_string();
    hanako.get("/rounds/new");
    let fields = [
        ("catalog", catalog.as_str()),
        ("name", "令和8年度 第1回"),
        ("from", "2026-11-01"),
        ("until", "2026-11-30"),
        ("lists", "staff"),
        ("naming", naming),
        ("slips", slips),
    ];
    let round = hanako.post("/rounds", &fields);
    assert_eq!(round.status, 200, "{}", round.text);
    let opened = hanako.post(&format!("{}/opening", round.path), &[]);
    assert!(opened.status == 200 && opened.text.contains("受付中"), "{}", opened.text);
    round.path
}
