//! A Debian machine of the hospital: booted by its own systemd in a container, in the hospital's network namespace.
//! What is done to it is gone when it is switched off. Needs root; its base system is fetched once, before measuring.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::network::HOSPITAL;
use crate::ci::packages::{self, Need};
use crate::program;
use crate::project::Project;

const NEEDS: &[Need] = &[
    Need {
        what: "debootstrap",
        package: "debootstrap",
        is_there: || program::answers("debootstrap", "--version"),
    },
    Need {
        what: "systemd-nspawn",
        package: "systemd-container",
        is_there: || program::answers("systemd-nspawn", "--version"),
    },
    Need { what: "ip", package: "iproute2", is_there: || program::answers("ip", "-V") },
    Need { what: "openssl", package: "openssl", is_there: || program::answers("openssl", "version") },
];
/// What every Debian server has beside the smallest base.
const PACKAGES: &str = "--include=systemd,systemd-sysv,debconf,adduser";
const RELEASE: &str = "bookworm";
/// Where the package lies on the machine.
pub const PACKAGE: &str = "/srv/tenken.deb";
const PATIENCE: Duration = Duration::from_secs(60);

/// A machine that runs; switched off when dropped.
pub struct Machine {
    container: Child,
}

impl Machine {
    /// Makes the base system where it is not there yet.
    pub fn base(project: &Project) -> Result<PathBuf> {
        println!("{}", packages::provide(NEEDS.iter().collect())?);
        let base = project.root.join("target/machine");
        if !base.join("usr/bin/systemctl").exists() {
            let mut command = Command::new("debootstrap");
            program::run(command.args(["--variant=minbase", PACKAGES, RELEASE]).arg(&base))?;
        }
        Ok(base)
    }

    /// Boots a machine with this package at [`PACKAGE`] and waits until it is up.
    pub fn boot(base: &Path, package: &Path) -> Result<Self> {
        let container = Command::new("systemd-nspawn")
            .args([
                "--quiet",
                "--register=no",
                "--keep-unit",
                "--boot",
                "--console=passive",
                "--volatile=overlay",
            ])
            .arg(format!("--network-namespace-path=/run/netns/{HOSPITAL}"))
            .arg(format!("--bind-ro={}:{PACKAGE}", package.display()))
            .arg("--directory")
            .arg(base)
            .stdout(Stdio::null())
            .spawn()
            .context("systemd-nspawn could not be started")?;
        let machine = Self { container };
        let deadline = Instant::now() + PATIENCE;
        while machine.shell("systemctl is-system-running").map_or(true, |state| state != "running") {
            if Instant::now() > deadline {
                bail!("the machine did not come up");
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(machine)
    }

    /// Runs a line of shell on the machine's console, as root; returns what it printed.
    pub fn shell(&self, line: &str) -> Result<String> {
        let mut command = Command::new("nsenter");
        command.arg("--target").arg(self.first_process()?.to_string());
        command.args(["--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd=/", "sh", "-c", line]);
        program::ask(&mut command)
    }

    /// The machine's process 1, as it is numbered outside.
    fn first_process(&self) -> Result<u32> {
        let container = self.container.id();
        let children = fs::read_to_string(format!("/proc/{container}/task/{container}/children"))?;
        Ok(children.split_whitespace().next().context("the machine has not started yet")?.parse()?)
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.container.kill();
        let _ = self.container.wait();
    }
}
