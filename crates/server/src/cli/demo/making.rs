//! What everything of the sample is made with: the script, a seeded chance, and moments of the past.

use jiff::Timestamp;
use jiff::civil::Date;
use tenken_domain::calendar;
use tenken_domain::facility::Facility;
use tenken_store::Db;

use super::script::{self, Script};
use crate::actions::Means;
use crate::app::App;
use crate::facts::Asking;
use crate::secrets::keys::Keys;
use crate::secrets::random::Randomness;
use crate::secrets::turnstile::Turnstile;

/// The means of the sample's people.
pub struct Making {
    pub db: Db,
    pub script: Script,
    pub today: Date,
    random: Randomness,
    keys: Keys,
    turnstile: Turnstile,
    app: App,
}

impl Making {
    pub fn new(app: &App, today: Date) -> anyhow::Result<Self> {
        let script = script::read()?;
        let (random, keys) = (app.random.clone(), app.keys.clone());
        let (db, app) = (app.db.clone(), app.clone());
        Ok(Self { db, script, today, random, keys, turnstile: Turnstile::new(), app })
    }

    /// For reading facts of the hospital as of a day.
    pub fn asking<'m>(&'m self, facility: &'m Facility, today: Date) -> Asking<'m> {
        Asking { db: &self.db, sources: self.app.sources(), facility, today }
    }

    /// The means at a time of day (minutes after eight in the morning, in Japan).
    pub fn means(&self, day: Date, minutes: u64) -> anyhow::Result<Means> {
        Ok(Means {
            now: moment(day, minutes)?,
            source: "127.0.0.1".to_owned(),
            random: self.random.clone(),
            keys: self.keys.clone(),
            turnstile: self.turnstile.clone(),
        })
    }

    /// A number from 0 and below `limit`.
    pub fn below(&self, limit: u64) -> u64 {
        u64::from_le_bytes(self.random.bytes::<8>()) % limit.max(1)
    }

    /// True that many times in a hundred.
    pub fn happens(&self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub fn one_of<'t>(&self, texts: &'t [String]) -> &'t str {
        let chosen = usize::try_from(self.below(texts.len() as u64)).unwrap_or(0);
        texts.get(chosen).map_or("", String::as_str)
    }

    pub fn unordered_id(&self) -> String {
        self.random.unordered_id()
    }
}

fn moment(day: Date, minutes: u64) -> anyhow::Result<Timestamp> {
    let (hours, minutes) = (i8::try_from(8 + minutes / 60)?, i8::try_from(minutes % 60)?);
    Ok(day.at(hours, minutes, 0, 0).to_zoned(calendar::japan())?.timestamp())
}
