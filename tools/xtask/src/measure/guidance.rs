//! How long the handbook takes to be made, how long a search takes, and how heavy the sheets are with explanations.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::server::Server;
use crate::project::Project;

/// From one character to a long word that is nowhere.
const TYPED: [&str; 4] = ["の", "バックアップ", "ろうえい 患者", "ここにない長い言葉をさがす"];

/// Bytes of one sheet.
const HEAVIEST: usize = 1_000_000;

pub fn run(project: &Project) -> Result<()> {
    let server = Server::start(&super::binary(project))?;
    let (mut person, round) = server.with_open_round()?;
    let list = person.get("/guidance")?;
    let mut files = list.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let handbook = files.find(|link| link.ends_with("/handbook.pdf")).context("no handbook")?.to_owned();
    let begun = Instant::now();
    let made = person.get(&handbook)?;
    let took = begun.elapsed();
    ensure!(made.status == 200, "the handbook was refused ({})", made.status);
    println!("{handbook}: {took:?}");
    ensure!(took < Duration::from_secs(10), "the handbook took 10 s or more");
    for typed in TYPED {
        let address = format!("/guidance?q={}", super::http::encoded(typed));
        let mut times = Vec::new();
        for _ in 0..20 {
            let begun = Instant::now();
            ensure!(person.get(&address)?.status == 200, "{typed} was refused");
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        let (half, slowest) = (super::percentile(&times, 50), super::percentile(&times, 100));
        println!("{typed}: p50 {half:?}, slowest {slowest:?}");
        ensure!(slowest.is_some_and(|time| time < Duration::from_millis(20)), "{typed} took 20 ms or more");
    }
    let begun = Instant::now();
    let sheet = person.get(&format!("{round}/sheets/administrator"))?;
    println!("administrators' sheet: {} KB in {:?}", sheet.body.len() / 1000, begun.elapsed());
    ensure!(sheet.body.len() < HEAVIEST, "the sheet is {} bytes", sheet.body.len());
    Ok(())
}
