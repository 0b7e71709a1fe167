//! The one place that wires things: database, keys, clock, randomness and settings become one `App`.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, bail};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use tenken_domain::calendar;
use tenken_domain::catalog::{self, Catalog, Problem};
use tenken_domain::facts::Edition;
use tenken_domain::id::CatalogId;
use tenken_store::{Db, Place, facility};
use tokio::sync::Semaphore;

use crate::actions::facilities::SETUP_CODE_VALID;
use crate::actions::{Means, staff_sheets};
use crate::backup::temporary;
use crate::config::{self, Settings, Storage};
use crate::facts::{ClosedRounds, Sources};
use crate::guides::{self, Guide};
use crate::jobs;
use crate::platform;
use crate::secrets::keys::{FOLDER, Keys, SECRET_FILE};
use crate::secrets::random::Randomness;
use crate::secrets::token;
use crate::secrets::turnstile::Turnstile;
use crate::web::{self, routes};

pub use crate::web::serve::{Door, listen};

/// Everything a request needs; cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub keys: Keys,
    pub random: Randomness,
    pub clock: Clock,
    pub settings: Arc<Settings>,
    pub edition: Edition,
    /// Read once at the start and never changed, so they live as long as the process.
    catalogs: &'static [Catalog],
    guides: &'static [Guide],
    closed_rounds: ClosedRounds,
    setup_code: Arc<Mutex<Option<SetupCode>>>,
    turnstile: Turnstile,
    /// Thousands of cards are typeset one print after the other, so that memory is bounded.
    pub large_prints: Arc<Semaphore>,
}

/// A hospital's data without a server around it: for commands at the machine's own console.
pub struct Console {
    pub db: Db,
    pub keys: Keys,
    random: Randomness,
    clock: Clock,
    turnstile: Turnstile,
}

/// The clock; the sample hospital's may stand on another day.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    ahead: SignedDuration,
}

struct SetupCode {
    code: String,
    until: Timestamp,
}

/// The name of the embedded database in the data folder.
pub const DATABASE_FILE: &str = "tenken.db";

/// In the data folder of a hospital that holds the printed sheet: which number each text bears there.
pub const NUMBERS_FILE: &str = "numbers.yaml";

impl Clock {
    /// A clock that shows noon of this day (in Japan) now, and goes on from there.
    pub fn standing_on(day: Date) -> Self {
        let noon = day.at(12, 0, 0, 0).to_zoned(calendar::japan()).map(|noon| noon.timestamp());
        Self { ahead: noon.map(|noon| noon.duration_since(system_now())).unwrap_or_default() }
    }

    pub fn now(self) -> Timestamp {
        let ahead = self.ahead + config::moved_clock().unwrap_or_default();
        system_now().checked_add(ahead).unwrap_or(Timestamp::MAX)
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where the clock is read")]
fn system_now() -> Timestamp {
    Timestamp::now()
}

async fn open_database(data: &Path, server: Option<&str>) -> anyhow::Result<Db> {
    let file = data.join(DATABASE_FILE);
    if server.is_none() && !file.exists() {
        platform::write_private_file(&file, &[])?;
    }
    Ok(Db::open(server.map_or(Place::File(&file), Place::Server)).await?)
}

/// A new key in the place of a lost one would let nobody in any more, and would go into the next backup.
async fn refuse_lost_key(data: &Path, db: &Db) -> anyhow::Result<()> {
    let key = data.join(FOLDER).join(SECRET_FILE);
    if !key.exists() && facility::only(&mut db.reader().await?).await?.is_some() {
        bail!(
            "{} がありません。パスワードなどを確かめる鍵です。元のファイルを戻すか、バックアップから復元してください。",
            key.display()
        );
    }
    Ok(())
}

impl Console {
    /// Opens data that are there already, beside a running server or without one. Makes nothing.
    ///
    /// # Errors
    /// A sentence for whoever started the program.
    pub async fn open(storage: &Storage) -> anyhow::Result<Self> {
        let (data, file) = (&storage.data, storage.data.join(DATABASE_FILE));
        let is_there = data.join(FOLDER).is_dir() && (storage.database.is_some() || file.is_file());
        if !is_there {
            bail!("{} はTenkenのデータフォルダではありません。--data で指定してください。", data.display());
        }
        let random = Randomness::from_system();
        let context = || format!("データフォルダ {} を開けません", data.display());
        let db = open_database(data, storage.database.as_deref()).await.with_context(context)?;
        refuse_lost_key(data, &db).await?;
        let keys = Keys::open(data, &random).with_context(context)?;
        Ok(Self { db, keys, random, clock: Clock::default(), turnstile: Turnstile::new() })
    }

    /// What an action is handed.
    pub fn means(&self) -> Means {
        Means {
            now: self.clock.now(),
            source: String::new(),
            random: self.random.clone(),
            keys: self.keys.clone(),
            turnstile: self.turnstile.clone(),
        }
    }
}

/// The built-in catalogs, or those that `numbers.yaml` puts right; a faulty file is told line by line.
fn catalogs(data: &Path) -> anyhow::Result<&'static [Catalog]> {
    let file = data.join(NUMBERS_FILE);
    let yaml = match std::fs::read(&file) {
        Ok(yaml) => yaml,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(catalog::builtin()),
        Err(error) => return Err(error).with_context(|| format!("{} を読めません", file.display())),
    };
    let shown = file.display().to_string();
    match catalog::with_numbers(&shown, &yaml) {
        Ok(catalogs) => Ok(Box::leak(catalogs.into_boxed_slice())),
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
            bail!("番号の訂正ファイルに誤りがあります。\n{}", lines.join("\n"))
        }
    }
}

impl App {
    /// Opens the data folder, its keys and the database, and clears up what a killed process left.
    ///
    /// # Errors
    /// With context, for whoever started the program.
    pub async fn open(
        settings: Settings,
        edition: Edition,
        clock: Clock,
        random: Randomness,
    ) -> anyhow::Result<Self> {
        platform::private_folder(&settings.data)?;
        temporary::sweep(&settings.data)?;
        let catalogs = catalogs(&settings.data)?;
        let guides = guides::read(&settings.data, catalogs)?;
        let db = open_database(&settings.data, settings.database.as_deref()).await?;
        refuse_lost_key(&settings.data, &db).await?;
        let keys = Keys::open(&settings.data, &random)?;
        let app = Self {
            db,
            keys,
            random,
            clock,
            settings: Arc::new(settings),
            edition,
            catalogs,
            guides,
            closed_rounds: ClosedRounds::default(),
            setup_code: Arc::new(Mutex::new(None)),
            turnstile: Turnstile::new(),
            large_prints: Arc::new(Semaphore::new(1)),
        };
        staff_sheets::destroy_left_over_keys(&app.db, &app.means("")).await?;
        Ok(app)
    }

    /// Serves until the process is asked to stop. The one-click login exists in the sample hospital only.
    pub async fn serve(self, door: Door) -> anyhow::Result<()> {
        let router = match self.edition {
            Edition::Real => routes::router(self.clone()),
            Edition::Sample => routes::sample_router(self.clone()),
        };
        let jobs = jobs::start(&self);
        let served = web::serve::serve(router, door).await;
        jobs.stop().await;
        self.db.close().await;
        served
    }

    /// The catalogs, with the hospital's own numbers where it gave some. Everything that shows or scores uses these;
    /// actions, which only ask for ids, use the built-in ones.
    pub fn catalogs(&self) -> &'static [Catalog] {
        self.catalogs
    }

    /// What facts are made from beside the database.
    pub fn sources(&self) -> Sources<'_> {
        Sources { catalogs: self.catalogs, closed: &self.closed_rounds }
    }

    /// The catalog with this id, or `None`.
    pub fn catalog(&self, id: &CatalogId) -> Option<&'static Catalog> {
        self.catalogs.iter().find(|catalog| catalog.id == *id)
    }

    /// What is said beside this catalog, or `None`.
    pub fn guide(&self, id: &CatalogId) -> Option<&'static Guide> {
        self.guides.iter().find(|guide| guide.catalog == *id)
    }

    /// What an action is handed.
    pub fn means(&self, source: impl Into<String>) -> Means {
        Means {
            now: self.clock.now(),
            source: source.into(),
            random: self.random.clone(),
            keys: self.keys.clone(),
            turnstile: self.turnstile.clone(),
        }
    }

    /// Makes a new set-up code; the one before no longer works.
    pub fn new_setup_code(&self) -> String {
        let code = self.random.spoken_code(8);
        let until = self.clock.now().checked_add(SETUP_CODE_VALID).unwrap_or(Timestamp::MAX);
        let stored = SetupCode { code: tenken_domain::slip::normalized(&code), until };
        *self.setup_code.lock().unwrap_or_else(PoisonError::into_inner) = Some(stored);
        code
    }

    /// Whether this is the set-up code of the console, still valid.
    pub fn is_setup_code(&self, typed: &str) -> bool {
        let stored = self.setup_code.lock().unwrap_or_else(PoisonError::into_inner);
        let typed = tenken_domain::slip::normalized(typed);
        stored
            .as_ref()
            .is_some_and(|stored| token::same(&stored.code, &typed) && self.clock.now() <= stored.until)
    }
}
