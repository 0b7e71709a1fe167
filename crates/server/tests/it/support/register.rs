//! A round that asks people whom the test names, some of them set aside, and what they do with their cards.

use tenken_domain::department::Department;
use tenken_domain::id::{DepartmentId, OccupationId, PersonId, RoundId};
use tenken_domain::occupation::{Affiliation, Occupation};
use tenken_domain::person::{Leave, Person};
use tenken_store::{StoreError, department, facility, occupation, person, slip};

use super::{OpenRound, Page, PrintedCard, Server, block_on, fill_in, printed};

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
    pub fn asking(naming: &str, slips: &str, people: &[Registered]) -> Self {
        let (server, mut hanako) = Server::with_hospital();
        hanako.get("/settings/features");
        let switched_on = hanako.post("/settings/features", &[("feature", "slips")]);
        assert_eq!(switched_on.status, 200, "{}", switched_on.text);
        let occupations = server.register(people);
        Self::open((server, hanako), (naming, slips), occupations, ("R1.5.1", "R50.12.31"))
    }

    /// The id of somebody in this round.
    pub fn person(&self, name: &str) -> String {
        let page = self.server.lines()["round_person"].join("\n");
        let row = page.lines().find(|row| row.contains(name)).expect("somebody of this round");
        row.split('"').find(|cell| cell.starts_with("person-")).expect("an id").to_owned()
    }

    /// Somebody hands in by their card; gives the last page.
    pub fn hand_in_by_card(&mut self, name: &str, letters: &str) -> Page {
        self.send_by_card(name, letters, "as_is")
    }

    /// 途中保存 by somebody's card.
    pub fn keep_by_card(&mut self, name: &str, letters: &str) -> Page {
        self.send_by_card(name, letters, "keep")
    }

    /// Somebody's card, as printed.
    pub fn card_of(&mut self, name: &str) -> PrintedCard {
        let (round, person) = (RoundId::new(self.id.as_str()), PersonId::new(self.person(name)));
        let slip = block_on(async {
            let db = self.server.database().await;
            let slip = slip::of_person(&mut db.reader().await?, &round, &person).await?;
            db.close().await;
            Ok(slip.expect("a card").id)
        });
        let file = self.hanako.get(&format!("/rounds/{}/slips/cards.pdf?slip={slip}", self.id));
        assert_eq!(file.status, 200, "{}", file.text);
        printed(&file.bytes).remove(0)
    }

    /// Presses one of the buttons of the sheet.
    fn send_by_card(&mut self, name: &str, letters: &str, button: &str) -> Page {
        let card = self.card_of(name);
        let mut who = self.server.somebody();
        let sheet = self.show(&mut who, &card);
        if sheet.path == "/slip/sheet" { fill_in(&mut who, &sheet, letters, button) } else { sheet }
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
                ..Occupation::of_staff(OccupationId::new("cleaning"), "清掃（委託）")
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
        occupation: OccupationId::new(""),
        employment: String::new(),
        joined_on: None,
        left_on: None,
        mail: String::new(),
        away: one.away,
    }
}
