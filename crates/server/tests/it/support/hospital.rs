//! What a hospital has before a test begins, put straight into the store: people of other roles, circumstances.

use tenken_domain::account::{Account, AccountState, PasswordProfile, Role};
use tenken_domain::answer::Circumstance;
use tenken_domain::assignment::{Assignee, Assignment};
use tenken_domain::department::Department;
use tenken_domain::facility::Circumstances;
use tenken_domain::id::{AccountId, ChecklistId, ConditionId, DepartmentId, FacilityId, ItemId, PersonId};
use tenken_domain::occupation::Occupation;
use tenken_domain::person::Person;
use tenken_store::{Db, Place, StoreError, account, department, facility, login, occupation, person};

use super::{PASSWORD, Server, Somebody};

impl Server {
    /// The server's own database, opened a second time.
    pub async fn database(&self) -> Db {
        let file = self.folder.path().join("data").join("tenken.db");
        let place = self.database_url().map_or(Place::File(&file), Place::Server);
        Db::open(place).await.expect("the server's database")
    }

    /// Somebody with this role who is logged in. Their password is 管理 花子's.
    pub fn hire(&self, login_name: &str, display_name: &str, role: Role) -> Somebody {
        let (login_name, display_name) = (login_name.to_owned(), display_name.to_owned());
        let new = move |facility: FacilityId| Account {
            id: AccountId::new(format!("account-{login_name}")),
            facility,
            login_name,
            display_name,
            role,
            state: AccountState::Active,
        };
        let login_name = block_on(async {
            let db = self.database().await;
            let (new, hash) = {
                let mut conn = db.reader().await?;
                let hospital = facility::only(&mut conn).await?.expect("a hospital");
                let hanako = account::find_by_login(&mut conn, "hanako").await?.expect("管理 花子");
                let credentials = account::credentials(&mut conn, &hanako.id).await?.expect("credentials");
                (new(hospital.id), credentials.password_hash.expect("a password"))
            };
            let login_name = new.login_name.clone();
            db.write(move |tx| {
                Box::pin(async move {
                    account::insert(tx, &new, 0).await?;
                    account::set_password(tx, &new.id, &hash, PasswordProfile::Long).await
                })
            })
            .await?;
            db.close().await;
            Ok(login_name)
        });
        self.log_in(&login_name)
    }

    /// Puts people into every department: so many of each occupation, in order. They are called by department,
    /// occupation and number: 東病棟 看護師 1.
    pub fn employ(&self, numbers: &[u64]) {
        let numbers = numbers.to_vec();
        block_on(async {
            let db = self.database().await;
            let mut conn = db.reader().await?;
            let facility = facility::only(&mut conn).await?.expect("a hospital").id;
            let departments = department::all(&mut conn, &facility).await?;
            let occupations = occupation::all(&mut conn, &facility).await?;
            let mut people = Vec::new();
            for department in &departments {
                for (occupation, number) in occupations.iter().zip(&numbers) {
                    for nth in 1..=*number {
                        people.push(somebody_employed(department, occupation, (nth, people.len())));
                    }
                }
            }
            drop(conn);
            db.write(move |tx| {
                Box::pin(async move {
                    for one in &people {
                        person::insert(tx, &facility, one).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
            db.close().await;
            Ok(())
        });
    }

    /// Somebody at a browser of their own who logs in.
    pub fn log_in(&self, login_name: &str) -> Somebody {
        let mut somebody = self.somebody();
        let home = somebody.post("/login", &[("login_name", login_name), ("password", PASSWORD)]);
        assert_eq!((home.status, home.path.as_str()), (200, "/"), "{}", home.text);
        somebody
    }

    /// A department head of a department that has no sheets of its own.
    pub fn hire_head(&self) -> Somebody {
        let id = DepartmentId::new("ward");
        let ward = tenken_domain::department::Department {
            id: id.clone(),
            parent: None,
            name: "東病棟".to_owned(),
            headcount: std::collections::BTreeMap::new(),
        };
        block_on(async {
            let db = self.database().await;
            let hospital = facility::only(&mut db.reader().await?).await?.expect("a hospital").id;
            db.write(move |tx| {
                Box::pin(async move { tenken_store::department::insert(tx, &hospital, &ward).await })
            })
            .await?;
            db.close().await;
            Ok(())
        });
        self.hire("heidi", "部署 平次", Role::DepartmentHead(id))
    }

    /// An item of the administrators' list that is assigned to the ward was to be answered by this day.
    pub fn assigned_until(&self, item: &str, due: jiff::civil::Date) {
        let assignee = Assignee::Department(DepartmentId::new("ward"));
        let (list, item) = (ChecklistId::new("administrator"), ItemId::new(item));
        block_on(async {
            let db = self.database().await;
            let hospital = facility::only(&mut db.reader().await?).await?.expect("a hospital").id;
            let new = Assignment { list, item, assignee, due: Some(due) };
            db.write(move |tx| {
                Box::pin(async move { tenken_store::assignment::set(tx, &hospital, &new).await })
            })
            .await?;
            db.close().await;
            Ok(())
        });
    }

    /// An occupation becomes a contractor's; 清掃会社の主任 answers for it.
    pub fn make_contractor(&self, occupation: &str) {
        let occupation = occupation.to_owned();
        block_on(async {
            let db = self.database().await;
            let here = facility::only(&mut db.reader().await?).await?.expect("a hospital").id;
            let all = tenken_store::occupation::all(&mut db.reader().await?, &here).await?;
            let mut one = all.into_iter().find(|one| one.id.as_str() == occupation).expect("an occupation");
            one.affiliation = tenken_domain::occupation::Affiliation::Contractor;
            one.responsible = "清掃会社の主任".to_owned();
            db.write(move |tx| Box::pin(async move { tenken_store::occupation::update(tx, &one).await }))
                .await?;
            db.close().await;
            Ok(())
        });
    }

    /// So many wrong guesses of a moment ago, against `account:…`, `desk:…@…` or `address:…`.
    pub fn guessed_wrong(&self, subject: &str, times: usize) {
        let subject = subject.to_owned();
        block_on(async {
            let db = self.database().await;
            db.write(move |tx| {
                Box::pin(async move {
                    for _ in 0..times {
                        login::add_failure(tx, &subject, now()).await?;
                    }
                    Ok::<(), StoreError>(())
                })
            })
            .await?;
            db.close().await;
            Ok(())
        });
    }

    /// What the hospital says of its circumstances from now on.
    pub fn say(&self, circumstances: &[(&str, Circumstance)]) {
        let said: Circumstances =
            circumstances.iter().map(|(id, answer)| (ConditionId::new(*id), *answer)).collect();
        block_on(async {
            let db = self.database().await;
            let hospital = facility::only(&mut db.reader().await?).await?.expect("a hospital").id;
            db.write(move |tx| {
                Box::pin(async move { facility::replace_circumstances(tx, &hospital, &said).await })
            })
            .await?;
            db.close().await;
            Ok(())
        });
    }
}

fn somebody_employed(department: &Department, occupation: &Occupation, (nth, all): (u64, usize)) -> Person {
    Person {
        id: PersonId::new(format!("person-{all}")),
        staff_number: format!("{all:05}"),
        name: format!("{} {} {nth}", department.name, occupation.name),
        kana: format!("カナ{all:05}"),
        department: department.id.clone(),
        occupation: occupation.id.clone(),
        employment: String::new(),
        joined_on: None,
        left_on: None,
        mail: String::new(),
        away: None,
    }
}

#[expect(clippy::disallowed_methods, reason = "guesses are made by the clock on the wall")]
fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// Runs work on the store to its end.
pub fn block_on<T>(work: impl Future<Output = Result<T, StoreError>>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("a runtime").block_on(work).expect("the store works")
}
