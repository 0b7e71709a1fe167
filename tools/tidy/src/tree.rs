//! The files of the repository as the rules see them: those git knows or would take, with their text.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};

/// One file; `text` is empty where the file is not text.
pub struct File {
    /// From the repository's root, with `/`.
    pub path: String,
    pub text: String,
}

/// All files.
pub struct Tree {
    pub files: Vec<File>,
}

impl Tree {
    pub fn of_repository() -> anyhow::Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.ancestors().nth(2).unwrap_or(here);
        let mut git = Command::new("git");
        git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root);
        let output = git.output().context("`git` could not be started")?;
        if !output.status.success() {
            bail!("`git ls-files` failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        let listing = String::from_utf8(output.stdout)?;
        let paths = listing.split('\0').filter(|path| root.join(path).is_file());
        let file = |path: &str| File {
            path: path.to_owned(),
            text: fs::read_to_string(root.join(path)).unwrap_or_default(),
        };
        Ok(Self { files: paths.map(file).collect() })
    }

    /// What we wrote ourselves: not what others made, and not what a program writes.
    pub fn ours(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| !file.path.starts_with("vendor/") && file.path != "Cargo.lock")
    }

    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.ours().filter(|file| file.path.ends_with(".rs"))
    }

    /// The Rust code of the crates that are shipped, without their tests.
    pub fn shipped(&self) -> impl Iterator<Item = &File> {
        self.rust().filter(|file| file.path.starts_with("crates/") && !file.is_test())
    }

    /// Whether a file or folder of this name exists.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files.iter().any(|file| {
            file.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

impl File {
    /// Whether the whole file is a test.
    pub fn is_test(&self) -> bool {
        self.path.split('/').any(|part| part == "tests" || part == "tests.rs")
    }

    /// The lines before the file's own tests, with their numbers.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.find("\n#[cfg(test)]\nmod ").map_or(self.text.len(), |at| at + 1);
        self.text[..end].lines().enumerate().map(|(place, line)| (place + 1, line))
    }

    /// The same without comments.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().map(|(number, line)| {
            let code = if line.trim_start().starts_with("//") { "" } else { line };
            (number, code.split(" // ").next().unwrap_or_default())
        })
    }

    /// A breach at one line.
    pub fn breach(&self, line: usize, sentence: &str) -> String {
        format!("{}:{line}: {sentence}", self.path)
    }
}

#[cfg(test)]
impl Tree {
    /// A tree of made-up files, to show that a rule bites.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        Self { files: files.iter().map(file).collect() }
    }
}
