//! An open round that asks the staff: departments with their links, occupations, and the marks of a sheet.

use tenken_domain::catalog::builtin;
use tenken_domain::id::ChecklistId;

use super::{Page, Server, Somebody};

/// さくら病院 with an open round.
pub struct OpenRound {
    pub server: Server,
    pub hanako: Somebody,
    pub id: String,
    /// Departments in order: id, path of the link.
    pub doors: Vec<(String, String)>,
    /// Ids in order.
    pub occupations: Vec<String>,
}

impl OpenRound {
    /// From 令和元年 to 令和50年; each department has people in the first three occupations.
    pub fn start(naming: &str, departments: &[&str]) -> Self {
        Self::between(naming, departments, ("R1.5.1", "R50.12.31"))
    }

    pub fn between(naming: &str, departments: &[&str], days: (&str, &str)) -> Self {
        let (server, hanako) = Server::with_hospital();
        Self::of(server, hanako, (naming, "none"), departments, days)
    }

    /// The same with cards (`with-names` or `without-names`) for the people of the hospital's register: in each
    /// department six of the first occupation, three of the second, one of the third.
    pub fn with_cards(naming: &str, slips: &str, departments: &[&str]) -> Self {
        let (server, mut hanako) = Server::with_hospital();
        let features = [("feature", "slips"), ("feature", "kiosk")];
        hanako.get("/settings/features");
        assert_eq!(hanako.post("/settings/features", &features).status, 200);
        Self::of(server, hanako, (naming, slips), departments, ("R1.5.1", "R50.12.31"))
    }

    fn of(
        server: Server,
        mut hanako: Somebody,
        (naming, slips): (&str, &str),
        departments: &[&str],
        (from, until): (&str, &str),
    ) -> Self {
        let form = hanako.get("/settings/departments");
        let field = |part: &str| part.split_once('"').map(|(id, _)| id.to_owned());
        let occupations: Vec<String> =
            form.text.split("name=\"people-").skip(1).filter_map(field).take(3).collect();
        for department in departments {
            let people: Vec<String> = occupations.iter().map(|id| format!("people-{id}")).collect();
            let mut fields = vec![("name", *department)];
            fields.extend(people.iter().map(|name| (name.as_str(), "20")));
            assert_eq!(hanako.post("/settings/departments", &fields).status, 200);
        }
        if slips != "none" {
            server.employ(&[6, 3, 1]);
        }
        let round = Self::open((server, hanako), (naming, slips), occupations, (from, until));
        assert_eq!(round.doors.len(), departments.len());
        round
    }

    /// Opens a round of a hospital that has departments with people.
    pub(super) fn open(
        (server, mut hanako): (Server, Somebody),
        (naming, slips): (&str, &str),
        occupations: Vec<String>,
        (from, until): (&str, &str),
    ) -> Self {
        let named = (naming, slips, "令和8年度 第1回");
        let (id, doors) = opened(&mut hanako, named, (from, until));
        Self { server, hanako, id, doors, occupations }
    }

    /// Another round of the same hospital, in the place of the one before.
    pub fn open_another(&mut self, name: &str) {
        (self.id, self.doors) =
            opened(&mut self.hanako, ("anonymous", "none", name), ("R1.5.1", "R50.12.31"));
    }

    /// Opens the sheet of a department for an occupation, both by their place; gives the page.
    pub fn sheet(&self, who: &mut Somebody, door: usize, occupation: usize) -> Page {
        let page =
            who.get(&format!("{}/sheet?occupation={}", self.doors[door].1, self.occupations[occupation]));
        assert_eq!(page.status, 200, "{}", page.text);
        page
    }

    /// Somebody of a department hands in these marks: `y` ○, `n` ×, `a` この業務はない, `-` nothing.
    pub fn hand_in(&self, door: usize, occupation: usize, letters: &str) -> Page {
        let mut who = self.server.somebody();
        let sheet = self.sheet(&mut who, door, occupation);
        let key = sheet.between("name=\"key\" value=\"", "\"").expect("a key");
        let marks = marks(letters);
        let mut fields =
            vec![("key", key), ("occupation", self.occupations[occupation].as_str()), ("as_is", "1")];
        fields.extend(marks.iter().map(|(name, mark)| (name.as_str(), *mark)));
        who.post(&format!("{}/sheet", self.doors[door].1), &fields)
    }

    /// A sheet sent without ever having seen the page.
    pub fn hand_in_blindly(&self) -> Page {
        let marks = marks("yyyyyyyyyy");
        let mut fields: Vec<_> = marks.iter().map(|(name, mark)| (name.as_str(), *mark)).collect();
        fields.extend([("key", "AAAAAAAAAAAAAAAAAAAAAA"), ("occupation", self.occupations[0].as_str())]);
        self.server.somebody().post(&format!("{}/sheet", self.doors[0].1), &fields)
    }

    /// `提出／対象` of every department as the collection board shows it, the hospital first.
    pub fn board(&mut self) -> Vec<String> {
        let page = self.hanako.get(&format!("/rounds/{}/collection", self.id));
        let departments = page.between("部署別</h2>", "</table>").expect("departments");
        let cells = departments.split("<td class=\"number\">").skip(1);
        let cell = |rest: &str| rest.split('<').next().unwrap_or_default().to_owned();
        cells.map(cell).filter(|cell| cell.contains('/')).collect()
    }

    /// The head of a department by its place, logged in.
    pub fn head(&mut self, door: usize) -> Somebody {
        let department = self.doors[door].0.clone();
        let fields = [
            ("login_name", "fucho"),
            ("display_name", "婦長"),
            ("role", "department-head"),
            ("department", department.as_str()),
        ];
        let code = self.hanako.invite(&fields);
        let mut head = self.server.somebody();
        assert_eq!(head.activate("fucho", &code, "long").status, 200);
        head
    }

    pub fn close(&mut self) {
        self.hanako.get(&format!("/rounds/{}/closure", self.id));
        self.hanako.post(&format!("/rounds/{}/closure", self.id), &[]);
        let page = self.hanako.get(&format!("/rounds/{}", self.id));
        assert!(page.text.contains("締切済"), "{}", page.text);
    }
}

/// Prepares and opens a round of all lists: its id, and id and link of each department.
fn opened(
    hanako: &mut Somebody,
    (naming, slips, name): (&str, &str, &str),
    (from, until): (&str, &str),
) -> (String, Vec<(String, String)>) {
    let catalog = builtin()[0].id.to_string();
    hanako.get("/rounds/new");
    let fields = [
        ("catalog", catalog.as_str()),
        ("name", name),
        ("from", from),
        ("until", until),
        ("lists", "executive"),
        ("lists", "administrator"),
        ("lists", "staff"),
        ("naming", naming),
        ("slips", slips),
    ];
    let round = hanako.post("/rounds", &fields);
    let id = round.path.rsplit('/').next().expect("an id").to_owned();
    let opened = hanako.post(&format!("/rounds/{id}/opening"), &[]);
    assert!(opened.status == 200 && opened.text.contains("受付中"), "{}", opened.text);
    let handout = hanako.get(&format!("/rounds/{id}/handout"));
    let paths = handout.text.split("/a/").skip(1).map(|rest| rest.split('<').next().unwrap_or_default());
    let ids = handout.text.split("posters?department=").skip(1);
    let ids = ids.map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
    let doors = ids.zip(paths.map(|path| format!("/a/{path}"))).collect();
    (id, doors)
}

/// Marks items of an official sheet: item, mark, reason.
pub fn answer(hanako: &mut Somebody, round: &str, list: &str, marks: &[(&str, &str, &str)]) {
    let sheet = format!("/rounds/{round}/sheets/{list}");
    for (item, mark, reason) in marks {
        let page = hanako.get(&sheet);
        let row =
            page.between(&format!("<article id=\"item-{item}\""), "</article>").expect("the item's row");
        let value = |name: &str| {
            let rest = row.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("a field");
            rest.split('"').next().expect("a value").to_owned()
        };
        let (key, seen) = (value("key"), value("seen"));
        let memo = "=院内だけの話";
        let fields = [("key", &*key), ("seen", &*seen), ("mark", *mark), ("memo", memo), ("reason", *reason)];
        let saved = hanako.post(&format!("{sheet}/answers/{item}"), &fields);
        assert_eq!(saved.status, 200, "{}", saved.text);
    }
}

/// The fields of a sheet with these marks, in the order of the list.
pub fn marks(letters: &str) -> Vec<(String, &'static str)> {
    let list = builtin()[0].checklist(&ChecklistId::new("staff")).expect("the staff's list");
    assert_eq!(letters.len(), list.items.len());
    let mark = |letter| match letter {
        'y' => Some("yes"),
        'n' => Some("no"),
        'a' => Some("not-applicable"),
        _ => None,
    };
    let fields = list.items.iter().zip(letters.chars());
    fields.filter_map(|(item, letter)| Some((format!("mark-{}", item.id), mark(letter)?))).collect()
}
