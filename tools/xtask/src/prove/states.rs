//! What somebody keeps of a server who copies everything that is stored, except the folder of the keys: the database with
//! its write-ahead log, backups opened with their passphrase, and what the program printed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::measure::server::Server;
use crate::program;

const DATABASE: &str = "tenken.db";
const LOG: &str = "tenken.db-wal";
const PASSPHRASE: &str = "namiki-kujira-4821-tsubame";

/// Watches one installation.
pub struct Watch {
    data: PathBuf,
    printed: PathBuf,
    binary: PathBuf,
    copies: PathBuf,
}

/// Everything at one moment.
pub struct State {
    /// Every run of letters of marks that is as long as a sheet or longer, in deleted rows and free pages too.
    runs: Vec<String>,
    /// Kept answers to forms: their keys and how long they are.
    pub outcomes: BTreeMap<String, u64>,
    /// What waits: the name of the row and its length.
    pub waiting: Option<(String, u64)>,
    /// ○ and sheets by group and item.
    pub sums: BTreeMap<(String, String), (u64, u64)>,
    pub log_length: u64,
    pub printed_length: u64,
}

impl Watch {
    pub fn over(server: &Server, binary: &Path) -> Result<Self> {
        let copies = server.folder.with_extension("copies");
        let _ = fs::remove_dir_all(&copies);
        fs::create_dir_all(&copies)?;
        Ok(Self { data: server.folder.clone(), printed: server.printed(), binary: binary.to_owned(), copies })
    }

    /// Copies what is stored now; nobody writes at this moment.
    pub fn look(&self) -> Result<State> {
        for file in [DATABASE, LOG] {
            fs::copy(self.data.join(file), self.copies.join(file))?;
        }
        self.state()
    }

    /// Makes a backup, restores it elsewhere and looks at that.
    pub fn look_at_a_backup(&self) -> Result<State> {
        let [passphrase, backup, restored] =
            ["passphrase", "backup.age", "restored"].map(|name| self.copies.join(name));
        fs::write(&passphrase, PASSPHRASE)?;
        let tenken = |words: &[&str], file: &Path, data: &Path| {
            let mut command = Command::new(&self.binary);
            command.args(words).arg(file).arg("--data").arg(data).arg("--passphrase-file").arg(&passphrase);
            program::ask(&mut command)
        };
        tenken(&["backup"], &backup, &self.data)?;
        tenken(&["restore"], &backup, &restored)?;
        let keys = restored.join("keys/sealing");
        ensure!(!keys.exists() || fs::read_dir(&keys)?.next().is_none(), "a backup holds sealing keys");
        fs::copy(restored.join(DATABASE), self.copies.join(DATABASE))?;
        let _ = fs::remove_file(self.copies.join(LOG));
        self.state()
    }

    fn state(&self) -> Result<State> {
        let read = |path: PathBuf| fs::read(path).unwrap_or_default();
        let (database, log) = (read(self.copies.join(DATABASE)), read(self.copies.join(LOG)));
        let printed = read(self.printed.clone());
        let (log_length, printed_length) = (log.len() as u64, printed.len() as u64);
        let outcomes = self.ask("SELECT key_hash, length(outcome) FROM idempotency")?;
        let waiting = self.ask("SELECT id, length(sealed) FROM sealed_pool")?;
        let sums =
            self.ask("SELECT group_id, item_id, yes, yes + no + not_applicable + blank FROM staff_count")?;
        let number = |text: &String| text.parse::<u64>().unwrap_or_default();
        let sum = |row: &Vec<String>| ((row[0].clone(), row[1].clone()), (number(&row[2]), number(&row[3])));
        Ok(State {
            runs: [database, log, printed].iter().flat_map(|bytes| runs(bytes)).collect(),
            outcomes: outcomes.iter().map(|row| (row[0].clone(), number(&row[1]))).collect(),
            waiting: waiting.first().map(|row| (row[0].clone(), number(&row[1]))),
            sums: sums.iter().map(sum).collect(),
            log_length,
            printed_length,
        })
    }

    fn ask(&self, question: &str) -> Result<Vec<Vec<String>>> {
        let mut sqlite = Command::new("sqlite3");
        let said = program::ask(sqlite.arg(self.copies.join(DATABASE)).arg(question))?;
        Ok(said.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.copies);
    }
}

impl State {
    /// Whether these letters lie anywhere in it.
    pub fn holds(&self, letters: &str) -> bool {
        self.runs.iter().any(|run| run.contains(letters))
    }

    /// The same state of a program that wrote these letters.
    pub fn with_planted(&self, letters: &str) -> Self {
        let planted = runs(format!("\"{letters}\"").as_bytes());
        Self {
            runs: [self.runs.clone(), planted].concat(),
            outcomes: BTreeMap::new(),
            waiting: None,
            sums: BTreeMap::new(),
            ..*self
        }
    }
}

fn runs(bytes: &[u8]) -> Vec<String> {
    let pieces = bytes.split(|byte| !matches!(byte, b'y' | b'n' | b'a' | b'-'));
    pieces
        .filter(|piece| piece.len() >= 10)
        .map(|piece| String::from_utf8_lossy(piece).into_owned())
        .collect()
}
