//! 2,000 cards with names as one PDF: how long it takes, and how much memory the server holds for it at most.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::hospital;
use super::server::Server;
use crate::program;
use crate::project::Project;

const CARDS: usize = 2_000;
const DEPARTMENTS: usize = 40;
const LONGEST: Duration = Duration::from_secs(10);
const MOST_MEGABYTES: u64 = 512;

pub fn run(project: &Project) -> Result<()> {
    let binary = super::binary(project);
    let server = Server::start(&binary)?;
    let mut hanako = server.with_hospital()?;
    let token = hanako.get("/settings/features")?.between("name=\"token\" value=\"", "\"")?;
    let used = hanako.post("/settings/features", &[("token", &token), ("feature", "slips")])?;
    ensure!(used.status == 303, "cards were not switched on ({})", used.status);
    let file = server.folder.join("people.csv");
    std::fs::write(&file, people())?;
    let mut import = Command::new(&binary);
    program::ask(import.arg("import-people").arg(&file).arg("--confirm").arg("--data").arg(&server.folder))?;
    let wish = [("naming", "anonymous"), ("slips", "with-names"), ("lists", "staff")];
    let round = hospital::open_round_as(&mut hanako, &wish)?;
    let before = server.peak_kilobytes()?;
    for turn in 1..=3 {
        let begun = Instant::now();
        let made = hanako.get(&format!("{round}/slips/cards.pdf"))?;
        let took = begun.elapsed();
        ensure!(
            made.status == 200 && made.body.starts_with("%PDF"),
            "the cards were refused ({})",
            made.status
        );
        println!("{CARDS} cards as PDF, {turn}: {took:.1?}, {} KB", made.body.len() / 1_000);
        ensure!(took < LONGEST, "it took {LONGEST:?} or more");
    }
    let most = server.peak_kilobytes()? / 1_024;
    println!("memory at most: {most} MiB, before the cards {} MiB", before / 1_024);
    ensure!(most < MOST_MEGABYTES, "that is {MOST_MEGABYTES} MiB or more");
    Ok(())
}

/// As a personnel system writes them.
fn people() -> String {
    let person = |nth: usize| {
        let department = nth % DEPARTMENTS + 1;
        format!("{nth:05},髙﨑 花子{nth},タカサキ ハナコ,部署{department:02},看護師\n")
    };
    let heading = "職員番号,氏名,フリガナ,部署,職種\n".to_owned();
    [heading].into_iter().chain((1..=CARDS).map(person)).collect()
}
