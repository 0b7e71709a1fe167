//! The binary in a folder of its own: what it is given, what it says, what it leaves behind.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

/// An empty folder in which commands run.
pub struct Shell(TempDir);

/// What a command said.
pub struct Said {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Shell {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    pub fn put(&self, file: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(file), bytes).unwrap();
    }

    pub fn bytes(&self, file: &str) -> Vec<u8> {
        std::fs::read(self.path(file)).unwrap()
    }

    /// All files in the folder, in order.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Runs `tenken` with these words.
    pub fn tenken(&self, words: &str) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_tenken"))
            .args(words.split_whitespace())
            .current_dir(self.0.path())
            .output()
            .unwrap();
        Said {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Said {
    /// Exit 2 with these lines on stderr and nothing on stdout.
    #[track_caller]
    pub fn refused(&self, places: &[&str]) {
        assert_eq!((self.code, self.stdout.as_str()), (2, ""), "{}", self.stderr);
        let lines: Vec<&str> = self.stderr.lines().collect();
        assert_eq!(lines.len(), places.len(), "{lines:?}");
        for (line, place) in lines.iter().zip(places) {
            assert!(line.starts_with(place), "{line} is not about {place}");
            assert!(line.ends_with('。'), "{line} is no sentence");
        }
    }
}
