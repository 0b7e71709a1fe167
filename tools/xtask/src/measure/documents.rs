//! How long the administrators' sheet takes as PDF and as Excel, asked for over HTTP.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::hospital;
use super::server::Server;
use crate::project::Project;

pub fn run(project: &Project) -> Result<()> {
    let server = Server::start(&super::binary(project))?;
    let (mut person, round) = server.with_open_round()?;
    let mark = |turn: usize| if turn.is_multiple_of(3) { "no" } else { "yes" };
    hospital::mark_all(&mut person, (&round, "administrator"), mark)?;
    let list = person.get(&format!("{round}/reports"))?;
    for (ending, longest) in [(".pdf", Duration::from_secs(1)), (".xlsx", Duration::from_millis(500))] {
        let links = list.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let link = links.into_iter().find(|link| link.contains("administrator") && link.ends_with(ending));
        let link = link.unwrap_or_default().to_owned();
        let mut times = Vec::new();
        for _ in 0..5 {
            let begun = Instant::now();
            let made = person.get(&link)?;
            ensure!(made.status == 200, "{link} was refused ({})", made.status);
            times.push(begun.elapsed());
        }
        println!("{link}: first {:?}, then {:?}", times[0], &times[1..]);
        ensure!(times.iter().all(|time| *time < longest), "{ending} took {longest:?} or more");
    }
    Ok(())
}
