//! Two network namespaces joined by one cable, and nothing else: the hospital's machine and a ward. Needs root.

use std::process::Command;

use anyhow::Result;

use crate::program;

/// Where the hospital's machine stands.
pub const HOSPITAL: &str = "tenken-hospital";
/// Where the staff's terminals stand.
pub const WARD: &str = "tenken-ward";
/// The hospital's machine, seen from the ward.
pub const SERVER: &str = "10.77.0.1";
const TERMINAL: &str = "10.77.0.2";

/// The namespaces and the cable between them; taken away when dropped.
pub struct Network;

impl Network {
    pub fn lay() -> Result<Self> {
        let network = Self;
        for line in [
            format!("netns add {HOSPITAL}"),
            format!("netns add {WARD}"),
            format!("-n {HOSPITAL} link add cable type veth peer name cable netns {WARD}"),
            format!("-n {HOSPITAL} addr add {SERVER}/24 dev cable"),
            format!("-n {WARD} addr add {TERMINAL}/24 dev cable"),
            format!("-n {HOSPITAL} link set cable up"),
            format!("-n {WARD} link set cable up"),
            format!("-n {HOSPITAL} link set lo up"),
            format!("-n {WARD} link set lo up"),
        ] {
            program::ask(Command::new("ip").args(line.split(' ')))?;
        }
        Ok(network)
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        for space in [HOSPITAL, WARD] {
            let _ = program::ask(Command::new("ip").args(["netns", "del", space]));
        }
    }
}

/// A command that sees only the network of this namespace.
pub fn inside(space: &str) -> Command {
    let mut command = Command::new("ip");
    command.args(["netns", "exec", space]);
    command
}
