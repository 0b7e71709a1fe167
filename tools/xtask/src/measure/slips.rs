//! 2,000 cards with names as one PDF: how long it takes, and how much memory the server holds for it at most; and that
//! twice as many people, printed by two clerks at once, take no more memory.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::hospital;
use super::http::Connection;
use super::server::Server;
use crate::program;
use crate::project::Project;

/// People who have cards; a file holds half of them.
const PEOPLE: usize = 4_000;
const DEPARTMENTS: usize = 40;
const LONGEST: Duration = Duration::from_secs(10);
const MOST_MEGABYTES: u64 = 640;

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
        let size = print(&mut hanako, &round, 1)?;
        let took = begun.elapsed();
        println!("{} cards as PDF, {turn}: {took:.1?}, {} KB", PEOPLE / 2, size / 1_000);
        ensure!(took < LONGEST, "it took {LONGEST:?} or more");
    }
    let alone = server.peak_kilobytes()? / 1_024;
    let mut clerks = [hanako.again(server.port)?, hanako];
    let round = round.as_str();
    std::thread::scope(|scope| {
        let prints: Vec<_> = (1..)
            .zip(&mut clerks)
            .map(|(part, clerk)| scope.spawn(move || print(clerk, round, part)))
            .collect();
        prints
            .into_iter()
            .try_for_each(|print| print.join().map_err(|_| anyhow::anyhow!("a clerk broke off"))?.map(drop))
    })?;
    let most = server.peak_kilobytes()? / 1_024;
    println!("memory at most with one clerk: {alone} MiB");
    println!("memory at most: {most} MiB, before the cards {} MiB", before / 1_024);
    ensure!(most < MOST_MEGABYTES, "that is {MOST_MEGABYTES} MiB or more");
    Ok(())
}

/// One file of cards; gives back its size in bytes.
fn print(clerk: &mut Connection, round: &str, part: usize) -> Result<usize> {
    let made = clerk.get(&format!("{round}/slips/cards.pdf?part={part}"))?;
    ensure!(made.status == 200 && made.body.starts_with("%PDF"), "the cards were refused ({})", made.status);
    Ok(made.body.len())
}

/// As a personnel system writes them.
fn people() -> String {
    let person = |nth: usize| {
        let department = nth % DEPARTMENTS + 1;
        format!("{nth:05},髙﨑 花子{nth},タカサキ ハナコ,部署{department:02},看護師\n")
    };
    let heading = "職員番号,氏名,フリガナ,部署,職種\n".to_owned();
    [heading].into_iter().chain((1..=PEOPLE).map(person)).collect()
}
