//! Programs that are broken on purpose, each by a feature that refuses to be built for release.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::program;
use crate::project::Project;

/// Builds the program with this feature and takes it away from where the real one lies.
pub fn build(project: &Project, feature: &str) -> Result<PathBuf> {
    let words = format!("cargo build --quiet --locked -p tenken --features {feature}");
    program::run(&mut program::command(project, &words))?;
    let folder = project.target().join("prove");
    fs::create_dir_all(&folder)?;
    let broken = folder.join(format!("tenken-{feature}"));
    let _ = fs::remove_file(&broken);
    fs::rename(project.target().join("debug/tenken"), &broken)
        .context("the broken program cannot be moved")?;
    Ok(broken)
}
