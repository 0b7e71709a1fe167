//! さくら病院 in a folder of its own, for tests that ask actions what a clock, a neighbour or another address would say.
//! On PostgreSQL runs it lies in a database nobody else uses.

use std::process::Command;

use jiff::{SignedDuration, Timestamp};
use tenken_domain::account::PasswordProfile;
use tenken_domain::facts::Edition;
use tenken_domain::permission::Principal;
use tenken_store::{Db, Place};

use super::facilities::{self, FirstRun};
use super::{Doing, Means, in_tx};
use crate::secrets::keys::Keys;
use crate::secrets::password;
use crate::secrets::random::Randomness;
use crate::secrets::turnstile::Turnstile;

/// 管理 花子's password.
pub const PASSWORD: &str = "Kikkoman!teien-4821";
/// Where 管理 花子 usually sits.
pub const HER_DESK: &str = "192.0.2.10";

/// An installation; its folder goes with it.
pub struct Installation {
    pub db: Db,
    pub means: Means,
    _folder: tempfile::TempDir,
}

impl Installation {
    /// Before anybody has set it up. The clock stands at 2026-11-22, nine in the morning in Japan.
    pub async fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let random = Randomness::from_seed(11);
        let keys = Keys::open(folder.path(), &random).unwrap();
        let (server, file) = (new_database(), folder.path().join("tenken.db"));
        let db = Db::open(server.as_deref().map_or(Place::File(&file), Place::Server)).await.unwrap();
        let now: Timestamp = "2026-11-22T00:00:00Z".parse().unwrap();
        let (source, turnstile) = (HER_DESK.to_owned(), Turnstile::new());
        let means = Means { now, source, random, keys, turnstile };
        Self { db, means, _folder: folder }
    }

    /// Set up by 管理 花子.
    pub async fn with_hanako() -> (Self, Doing) {
        let place = Self::empty().await;
        let (means, wish) = (place.means.clone(), place.first_run("hanako").await);
        let made =
            in_tx(&place.db, move |tx| Box::pin(async move { facilities::set_up(tx, &means, wish).await }));
        let (facility, account) = made.await.unwrap();
        let principal = Principal {
            account: account.id,
            facility: facility.id,
            name: account.display_name,
            role: account.role,
            state: account.state,
        };
        let doing = Doing { principal, means: place.means.clone() };
        (place, doing)
    }

    /// What the first page would ask.
    pub async fn first_run(&self, login_name: &str) -> FirstRun {
        let turn = Turnstile::new().enter(HER_DESK, self.means.now).unwrap();
        let hash = password::hash(&turn, &self.means.keys.secret, PASSWORD).await;
        FirstRun {
            hospital: "さくら病院".to_owned(),
            edition: Edition::Real,
            login_name: login_name.to_owned(),
            display_name: "管理 花子".to_owned(),
            password_hash: hash.unwrap(),
            profile: PasswordProfile::Long,
            occupations: Vec::new(),
        }
    }

    /// The means so much later.
    pub fn later(&self, duration: SignedDuration) -> Means {
        Means { now: self.means.now.checked_add(duration).unwrap(), ..self.means.clone() }
    }

    /// The means of somebody at another address.
    pub fn at(&self, source: &str) -> Means {
        Means { source: source.to_owned(), ..self.means.clone() }
    }
}

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment which database they run on")]
fn new_database() -> Option<String> {
    let server = std::env::var("TENKEN_TEST_DATABASE").ok().filter(|url| url.starts_with("postgres://"))?;
    let server = server.trim_end_matches('/');
    let name = Randomness::from_system().id(Timestamp::UNIX_EPOCH).replace('-', "_");
    let name = format!("tenken_{}_{name}", std::process::id());
    let made = Command::new("psql")
        .args(["--quiet", "--no-psqlrc", "--dbname", &format!("{server}/postgres")])
        .args(["--command", &format!("CREATE DATABASE {name}")])
        .status();
    assert!(made.unwrap().success(), "CREATE DATABASE failed");
    Some(format!("{server}/{name}"))
}
