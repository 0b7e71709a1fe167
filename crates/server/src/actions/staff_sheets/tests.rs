//! Keys that change with every sheet, and those that a killed process or an earlier version left behind.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::date;
use tenken_domain::account::PasswordProfile;
use tenken_domain::catalog::builtin;
use tenken_domain::facts::Edition;
use tenken_domain::permission::Principal;
use tenken_domain::round::{Period, Slips};
use tenken_store::sealed::{self, Pool};
use tenken_store::{Place, occupation};

use super::*;
use crate::actions::facilities::{self, FirstRun};
use crate::actions::rounds::Plan;
use crate::actions::{Never, departments, in_tx};
use crate::secrets::keys::Keys;
use crate::secrets::random::Randomness;
use crate::secrets::sealing::Name;

/// さくら病院 with an open anonymous round that asks the twenty nurses of one ward.
struct Ward {
    db: Db,
    doing: Doing,
    round: Round,
    department: DepartmentId,
    occupation: OccupationId,
    folder: tempfile::TempDir,
}

impl Ward {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let random = Randomness::from_seed(11);
        let keys = Keys::open(folder.path(), &random).unwrap();
        let db = Db::open(Place::File(&folder.path().join("tenken.db"))).await.unwrap();
        let now = "2026-11-22T00:00:00Z".parse().unwrap();
        let turnstile = crate::secrets::turnstile::Turnstile::new();
        let means = Means { now, source: String::new(), random, keys, turnstile };
        let made =
            in_tx(&db, move |tx| Box::pin(async move { Ok::<_, Failure<Never>>(set_up(tx, means).await) }));
        let (doing, round, department, occupation) = made.await.unwrap();
        Self { db, doing, round, department, occupation, folder }
    }

    async fn hand_in(&self, key: &str) -> Result<HandedIn, Failure<HandInRefusal>> {
        let list = list_of::<HandInRefusal>(&self.round).unwrap();
        let filled = Filled {
            department: self.department.clone(),
            occupation: self.occupation.clone(),
            filler: String::new(),
            day: date(2026, 11, 22),
            marks: list.items.iter().map(|item| (item.id.clone(), Some(Mark::Yes))).collect(),
            key: IdempotencyKey::new(key),
            slip: None,
        };
        let bringer = Bringer::Staff(self.doing.means.clone());
        bring(&self.db, bringer, (self.doing.facility(), &self.round), filled).await
    }

    async fn pools(&self) -> Vec<Pool> {
        sealed::pools(&mut self.db.reader().await.unwrap(), &self.round.id).await.unwrap()
    }

    fn keys(&self) -> Vec<Name> {
        self.doing.means.keys.sealing.all().unwrap()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("keys").join(name)
    }

    fn opens(&self, pool: &Pool) -> bool {
        let purpose = format!("pool {}", self.round.id);
        let sealing = &self.doing.means.keys.sealing;
        sealing.open_sealed(&self.round.id, &purpose, &pool.sealed).unwrap().is_some()
    }

    async fn start_again(&self) {
        destroy_left_over_keys(&self.db, &self.doing.means).await.unwrap();
    }

    async fn close(&self) {
        rounds::close(&self.db, &self.doing, &self.round.id).await.unwrap();
    }

    /// How many sheets the hospital's sums cover.
    async fn counted(&self) -> u64 {
        let mut conn = self.db.reader().await.unwrap();
        let counts = staff::counts(&mut conn, &self.round.id, Axis::Hospital).await.unwrap();
        counts.get("").and_then(|counts| counts.values().next()).map_or(0, |count| count.sheets())
    }
}

async fn set_up(tx: &mut Tx, means: Means) -> (Doing, Round, DepartmentId, OccupationId) {
    let doing = hanako(tx, means).await;
    let occupation = occupation::all(tx, doing.facility()).await.unwrap()[0].id.clone();
    let headcount = BTreeMap::from([(occupation.clone(), 20)]);
    let wish = departments::Wish { name: "東病棟".to_owned(), headcount, ..Default::default() };
    let department = departments::create(tx, &doing, wish).await.unwrap().id;
    let plan = Plan {
        catalog: builtin()[0].id.clone(),
        name: "令和8年度 第2回".to_owned(),
        period: Period::new(date(2026, 11, 1), date(2026, 12, 1)).unwrap(),
        lists: builtin()[0].checklists.iter().map(|list| list.id.clone()).collect(),
        naming: Naming::Anonymous,
        slips: Slips::None,
    };
    let round = rounds::create(tx, &doing, plan).await.unwrap();
    let round = rounds::open(tx, &doing, &round.id).await.unwrap();
    (doing, round, department, occupation)
}

async fn hanako(tx: &mut Tx, means: Means) -> Doing {
    let wish = FirstRun {
        hospital: "さくら病院".to_owned(),
        edition: Edition::Real,
        login_name: "hanako".to_owned(),
        display_name: "管理 花子".to_owned(),
        password_hash: String::new(),
        profile: PasswordProfile::Long,
        occupations: vec!["看護師".to_owned()],
    };
    let (facility, account) = facilities::set_up(tx, &means, wish).await.unwrap();
    let principal = Principal {
        account: account.id,
        facility: facility.id,
        name: account.display_name,
        role: account.role,
        state: account.state,
    };
    Doing { principal, means }
}

#[tokio::test]
async fn of_two_copies_of_the_database_one_sheet_apart_the_older_opens_no_more() {
    let ward = Ward::open().await;
    let mut earlier: Vec<Pool> = Vec::new();
    for nth in 0..12 {
        ward.hand_in(&format!("form {nth}")).await.unwrap();
        let pool = ward.pools().await.remove(0);
        assert!(ward.opens(&pool) && !earlier.iter().any(|old| ward.opens(old)), "{nth}");
        assert_eq!(ward.keys().len(), 1, "{nth}");
        earlier.push(pool);
    }
    ward.close().await;
    assert!(ward.keys().is_empty() && !earlier.iter().any(|old| ward.opens(old)));
    assert_eq!(ward.counted().await, 12);
}

#[tokio::test]
async fn a_sheet_that_is_refused_or_sent_again_leaves_no_key_and_the_same_form_the_same_answer() {
    let ward = Ward::open().await;
    let first = ward.hand_in("one").await.unwrap();
    ward.hand_in("two").await.unwrap();
    let before = ward.keys();
    assert_eq!(ward.hand_in("one").await.unwrap(), first, "whatever key what waits has now");
    assert_eq!(ward.keys(), before);
    ward.close().await;
    let late = ward.hand_in("three").await;
    assert!(matches!(late, Err(Failure::Refused(HandInRefusal::NotOpen))), "{late:?}");
    assert!(ward.keys().is_empty());
}

#[tokio::test]
async fn keys_that_a_killed_process_left_are_destroyed_at_the_next_start() {
    let ward = Ward::open().await;
    let (sealing, random) = (&ward.doing.means.keys.sealing, &ward.doing.means.random);
    ward.hand_in("one").await.unwrap();
    let needed = ward.keys();
    let in_use = sealing.make(&ward.round.id, random).unwrap();
    drop(sealing.make(&ward.round.id, random).unwrap());
    let of_another_database = sealing.make(&RoundId::new("elsewhere"), random).unwrap().name;
    ward.start_again().await;
    let kept = ward.keys();
    assert_eq!(kept.len(), 3);
    assert!(kept.contains(&needed[0]) && kept.contains(&in_use.name) && kept.contains(&of_another_database));
    drop(in_use);
    ward.close().await;
    drop(sealing.make(&ward.round.id, random).unwrap());
    ward.start_again().await;
    assert_eq!(ward.keys(), [of_another_database], "a closed round needs none");
}

#[tokio::test]
async fn sheets_that_wait_under_the_one_key_of_earlier_versions_get_their_own_and_that_key_goes() {
    let ward = Ward::open().await;
    for nth in 0..3 {
        ward.hand_in(&format!("form {nth}")).await.unwrap();
    }
    let pool = ward.pools().await.remove(0);
    let (means, purpose) = (&ward.doing.means, format!("pool {}", ward.round.id));
    let plain = means.keys.sealing.open_sealed(&ward.round.id, &purpose, &pool.sealed).unwrap().unwrap();
    // As earlier versions had it: one key in a file of its own, and nothing in front of what it sealed.
    std::fs::copy(ward.file("secret.key"), ward.file("sealing.key")).unwrap();
    let sealed = means.keys.secret.seal(&purpose, &plain, &means.random);
    let (former, round) = (Pool { id: "former".to_owned(), sheets: 3, sealed }, ward.round.id.clone());
    let moved: Result<(), StoreError> = ward
        .db
        .write(move |tx| {
            Box::pin(async move {
                sealed::delete(tx, &pool.id).await?;
                sealed::insert(tx, &round, &former).await
            })
        })
        .await;
    moved.unwrap();
    let former = ward.pools().await.remove(0);
    assert!(ward.opens(&former));
    ward.start_again().await;
    assert!(!ward.opens(&former) && !ward.file("sealing.key").exists());
    assert!(ward.opens(&ward.pools().await[0]) && ward.keys().len() == 1);
    ward.hand_in("one more").await.unwrap();
    ward.close().await;
    assert_eq!((ward.counted().await, ward.keys().len()), (0, 0), "four are too few");
}
