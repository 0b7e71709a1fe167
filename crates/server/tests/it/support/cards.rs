//! A round in which people are asked by name, and the way in by somebody's card. The links of cards are computed as the
//! server does, from its key: a card that was printed once must open the same sheet for ever.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tenken_domain::department::Department;
use tenken_domain::id::{DepartmentId, PersonId, RoundId};
use tenken_domain::occupation::{Affiliation, Occupation};
use tenken_domain::person::{Leave, Person};
use tenken_domain::slip::Slip;
use tenken_store::{StoreError, department, facility, occupation, person, slip};

use super::{OpenRound, Page, Server, block_on, marks};

/// Somebody in the register before the round opens.
#[derive(Clone, Copy, Debug)]
pub struct Registered {
    pub department: &'static str,
    pub name: &'static str,
    /// The place of the occupation: 看護師 and two others of the hospital's own, then 清掃 (委託).
    pub occupation: usize,
    pub away: Option<Leave>,
}

/// People of one department, nurses all.
pub fn ward(department: &'static str, names: &[&'static str]) -> Vec<Registered> {
    names.iter().map(|name| Registered { department, name, occupation: 0, away: None }).collect()
}

/// The place of the occupation whose people are a contractor's.
pub const CLEANING: usize = 3;

impl OpenRound {
    /// A round that asks these people; `slips` is `with-names`, `without-names` or `none`.
    pub fn with_cards(naming: &str, slips: &str, people: &[Registered]) -> Self {
        let (server, mut hanako) = Server::with_hospital();
        hanako.get("/settings/features");
        let switched_on = hanako.post("/settings/features", &[("feature", "slips")]);
        assert_eq!(switched_on.status, 200, "{}", switched_on.text);
        let occupations = server.register(people);
        Self::open((server, hanako), (naming, slips), occupations, ("R1.5.1", "R50.12.31"))
    }

    /// Somebody's card of this round.
    fn card(&self, name: &str) -> Slip {
        block_on(async {
            let db = self.server.database().await;
            let (people, slips) = {
                let (mut conn, round) = (db.reader().await?, RoundId::new(self.id.as_str()));
                (slip::people(&mut conn, &round).await?, slip::all(&mut conn, &round).await?)
            };
            db.close().await;
            let owner = people.into_iter().find(|one| one.name == name).map(|one| one.id);
            Ok(slips.into_iter().find(|slip| slip.person == owner).expect("a card"))
        })
    }

    /// The id of somebody in this round.
    pub fn person(&self, name: &str) -> String {
        let page = self.server.lines()["round_person"].join("\n");
        let row = page.lines().find(|row| row.contains(name)).expect("somebody of this round");
        row.split('"').find(|cell| cell.starts_with("person-")).expect("an id").to_owned()
    }

    /// Somebody hands in by their card; gives the last page.
    pub fn hand_in_by_card(&self, name: &str, letters: &str) -> Page {
        self.send_by_card(name, letters, "as_is")
    }

    /// 途中保存 by somebody's card.
    pub fn keep_by_card(&self, name: &str, letters: &str) -> Page {
        self.send_by_card(name, letters, "keep")
    }

    /// Presses one of the buttons of the sheet.
    fn send_by_card(&self, name: &str, letters: &str, button: &str) -> Page {
        let slip = self.card(name);
        let file = self.server.folder.path().join("data/keys/secret.key");
        let key = std::fs::read_to_string(file).expect("the server's key");
        let key = URL_SAFE_NO_PAD.decode(key.trim()).expect("a key");
        let token = digest(&key, &["slip", &self.id, slip.id.as_str(), &slip.salt.to_string()]);
        let mut who = self.server.somebody();
        let door = who.post(&format!("/c/{}", URL_SAFE_NO_PAD.encode(&token[..16])), &[]);
        if !door.path.starts_with("/slip") {
            return door;
        }
        let sheet = who.get(&format!("/slip/sheet?occupation={}", self.occupations[0]));
        let Some(key) = sheet.between("name=\"key\" value=\"", "\"") else { return sheet };
        let occupation = sheet.between("name=\"occupation\" value=\"", "\"").unwrap_or_default();
        let marks = marks(letters);
        let mut fields = vec![("key", key), ("occupation", occupation), (button, "1")];
        fields.extend(marks.iter().map(|(name, mark)| (name.as_str(), *mark)));
        who.post("/slip/sheet", &fields)
    }
}

impl Server {
    /// Puts people with their departments into the register; gives the ids of the occupations.
    fn register(&self, people: &[Registered]) -> Vec<String> {
        let people = people.to_vec();
        block_on(async {
            let db = self.database().await;
            let hospital = facility::only(&mut db.reader().await?).await?.expect("a hospital").id;
            let mut occupations = occupation::all(&mut db.reader().await?, &hospital).await?;
            occupations.truncate(CLEANING);
            let cleaning = Occupation {
                affiliation: Affiliation::Contractor,
                ..Occupation::of_staff(tenken_domain::id::OccupationId::new("cleaning"), "清掃（委託）")
            };
            occupations.push(cleaning.clone());
            let ids = occupations.iter().map(|one| one.id.to_string()).collect();
            db.write(move |tx| {
                Box::pin(async move {
                    occupation::insert(tx, &hospital, &cleaning).await?;
                    let mut known: Vec<&str> = Vec::new();
                    for (nth, one) in people.iter().enumerate() {
                        if !known.contains(&one.department) {
                            known.push(one.department);
                            department::insert(tx, &hospital, &new_department(one.department)).await?;
                        }
                        let occupation = occupations[one.occupation].id.clone();
                        let new = Person { occupation, ..new_person(nth, one) };
                        person::insert(tx, &hospital, &new).await?;
                    }
                    Ok::<(), StoreError>(())
                })
            })
            .await?;
            db.close().await;
            Ok(ids)
        })
    }
}

fn new_department(name: &str) -> Department {
    let id = DepartmentId::new(format!("department-{name}"));
    Department { id, parent: None, name: name.to_owned(), headcount: std::collections::BTreeMap::new() }
}

fn new_person(nth: usize, one: &Registered) -> Person {
    Person {
        id: PersonId::new(format!("person-{nth}")),
        staff_number: format!("00{nth:03}"),
        name: one.name.to_owned(),
        // In the order in which the test names them.
        kana: format!("カナ{nth:03}"),
        department: DepartmentId::new(format!("department-{}", one.department)),
        occupation: tenken_domain::id::OccupationId::new(""),
        employment: String::new(),
        joined_on: None,
        left_on: None,
        mail: String::new(),
        away: one.away,
    }
}

/// A keyed digest: HMAC-SHA-256 over the parts, each behind its length.
fn digest(key: &[u8], parts: &[&str]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
    for part in parts {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part.as_bytes());
    }
    mac.finalize().into_bytes().into()
}
