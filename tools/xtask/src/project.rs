//! Where things lie in the repository.

use std::path::{Path, PathBuf};

/// The repository this program was built from.
pub struct Project {
    pub root: PathBuf,
}

/// The version all crates share.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Project {
    pub fn find() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.ancestors().nth(2).unwrap_or(here);
        Self { root: root.to_path_buf() }
    }

    /// Where builds and everything else that may be deleted goes.
    pub fn target(&self) -> PathBuf {
        self.root.join("target")
    }
}
