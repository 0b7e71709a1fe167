//! `cargo xtask deb`: the Debian package, made from `packaging/debian` with `dpkg-deb` and nothing else.

mod staging;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use self::staging::{Staging, gzip};
use crate::project::{Project, VERSION};
use crate::{licences, program};

const PACKAGING: &str = "packaging/debian";

/// What is copied as it is: from the repository, to the machine, with which mode.
const FILES: &[(&str, &str, u32)] = &[
    ("packaging/debian/tenken.service", "usr/lib/systemd/system/tenken.service", 0o644),
    ("packaging/debian/tenken.toml", "usr/share/tenken/tenken.toml", 0o644),
    ("packaging/debian/copyright", "usr/share/doc/tenken/copyright", 0o644),
    ("NOTICE", "usr/share/doc/tenken/NOTICE", 0o644),
    ("README.md", "usr/share/doc/tenken/README.md", 0o644),
    ("README.en.md", "usr/share/doc/tenken/README.en.md", 0o644),
];

/// Maintainer scripts; those that ask or write settings share the checks.
const SCRIPTS: &[&str] = &["config", "postinst", "prerm", "postrm"];

/// Builds the program, or takes one that was built elsewhere, and packs it. The package lies in `target/deb`.
pub fn run(project: &Project, arguments: &[String]) -> Result<()> {
    println!("{}", make(project, arguments)?.display());
    Ok(())
}

/// Makes the package and says where it lies.
pub fn make(project: &Project, arguments: &[String]) -> Result<PathBuf> {
    let binary = match arguments {
        [] => build_program(project)?,
        [option, file] if option == "--binary" => PathBuf::from(file),
        _ => bail!("`deb` knows only `--binary FILE`"),
    };
    let architecture = program::ask(Command::new("dpkg").arg("--print-architecture"))?;
    let staging = Staging::empty(project.target().join("deb/staging"))?;
    put_files(project, &staging, &binary)?;
    put_control(project, &staging, &binary, &architecture)?;
    let package = project.target().join(format!("deb/tenken_{VERSION}_{architecture}.deb"));
    pack(project, &staging, &package)?;
    Ok(package)
}

fn build_program(project: &Project) -> Result<PathBuf> {
    program::run(&mut program::command(project, "cargo build --locked --release -p tenken"))?;
    Ok(project.target().join("release/tenken"))
}

fn put_files(project: &Project, staging: &Staging, binary: &Path) -> Result<()> {
    let program = fs::read(binary).with_context(|| format!("{} cannot be read", binary.display()))?;
    staging.put("usr/bin/tenken", &program, 0o755)?;
    for (from, to, mode) in FILES {
        let content = fs::read(project.root.join(from)).with_context(|| format!("{from} cannot be read"))?;
        staging.put(to, &content, *mode)?;
    }
    let changelog = fs::read(project.root.join(PACKAGING).join("changelog"))?;
    if !changelog.starts_with(format!("tenken ({VERSION})").as_bytes()) {
        bail!("{PACKAGING}/changelog does not begin with version {VERSION}");
    }
    staging.put("usr/share/doc/tenken/changelog.gz", &gzip(&changelog)?, 0o644)?;
    let manual = fs::read(project.root.join(PACKAGING).join("tenken.1"))?;
    staging.put("usr/share/man/man1/tenken.1.gz", &gzip(&manual)?, 0o644)?;
    let licences = gzip(licences::texts(project)?.as_bytes())?;
    staging.put("usr/share/doc/tenken/third-party-licences.txt.gz", &licences, 0o644)
}

fn put_control(project: &Project, staging: &Staging, binary: &Path, architecture: &str) -> Result<()> {
    let read = |name: &str| {
        let path = project.root.join(PACKAGING).join(name);
        fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let control = read("control")?
        .replace("@VERSION@", VERSION)
        .replace("@ARCHITECTURE@", architecture)
        .replace("@SIZE@", &staging.size_in_kib()?.to_string())
        .replace("@GLIBC@", &glibc_needed_by(binary)?);
    staging.put("DEBIAN/md5sums", staging.md5sums()?.as_bytes(), 0o644)?;
    staging.put("DEBIAN/control", control.as_bytes(), 0o644)?;
    // The templates' Japanese lines are indented once more and short, so that debconf leaves them as they are:
    // it breaks lines between bytes, in the middle of a character.
    staging.put("DEBIAN/templates", read("templates")?.as_bytes(), 0o644)?;
    let checks = read("checks.sh")?;
    for script in SCRIPTS {
        let content = read(script)?.replace("#CHECKS#\n", &checks);
        staging.put(&format!("DEBIAN/{script}"), content.as_bytes(), 0o755)?;
    }
    Ok(())
}

/// The oldest C library that has everything the binary asks for, e.g. `2.34`.
fn glibc_needed_by(binary: &Path) -> Result<String> {
    let symbols = program::ask(Command::new("objdump").arg("-T").arg(binary))?;
    newest_glibc(&symbols).context("the binary names no version of the C library")
}

fn newest_glibc(symbols: &str) -> Option<String> {
    let versions = symbols.split("GLIBC_").skip(1).filter_map(|rest| {
        let version = rest.split(|c: char| !c.is_ascii_digit() && c != '.').next()?;
        version.split('.').map(|part| part.parse::<u32>().ok()).collect::<Option<Vec<_>>>()
    });
    let newest = versions.max()?;
    Some(newest.iter().map(u32::to_string).collect::<Vec<_>>().join("."))
}

fn pack(project: &Project, staging: &Staging, package: &Path) -> Result<()> {
    let mut command = Command::new("dpkg-deb");
    command.args(["--root-owner-group", "-Zxz", "--build"]).arg(&staging.folder).arg(package);
    // The same sources give the same package, byte for byte.
    if let Ok(time) = program::ask(&mut program::command(project, "git log -1 --format=%ct")) {
        command.env("SOURCE_DATE_EPOCH", time);
    }
    program::run(&mut command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_needed_c_library_counts() {
        let symbols =
            "DF *UND* (GLIBC_2.2.5) read\nDF *UND* (GLIBC_2.34) dlsym\nDF *UND* (GLIBC_2.9) pipe2\n";
        assert_eq!(newest_glibc(symbols), Some("2.34".to_owned()));
        assert_eq!(newest_glibc("no symbols"), None);
    }
}
