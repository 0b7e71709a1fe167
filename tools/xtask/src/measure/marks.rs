//! One mark saved durably, 16 clients at once: how long, how many, how much CPU, beside the fsync rate of the same
//! disk in the same run; and after a kill in the middle every acknowledged mark is there.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::http::Connection;
use super::percentile;
use super::server::Server;
use crate::project::Project;

const CLIENTS: usize = 16;
const LASTS: Duration = Duration::from_secs(10);
const SLOWEST_P95: Duration = Duration::from_millis(20);

/// Which mark each item was last acknowledged with; each client has items of its own.
type Acknowledged = Arc<Mutex<BTreeMap<String, &'static str>>>;

/// How a mark is sent.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// By the page's own button: the answer is a redirect.
    Button,
    /// By the page's script: the answer holds the sheet's new result, read again after the commit.
    Script,
}

pub fn run(project: &Project) -> Result<()> {
    for way in [Way::Button, Way::Script] {
        ensure!(measure(project, way)? < SLOWEST_P95, "p95 is {SLOWEST_P95:?} or more");
    }
    Ok(())
}

/// Returns the 95th percentile.
fn measure(project: &Project, way: Way) -> Result<Duration> {
    let mut server = Server::start(&super::binary(project))?;
    println!("{way:?}: fsync of one 4 KiB write on the same disk: {:.0}/s", fsyncs_per_second(&server)?);
    let (mut person, round) = server.with_open_round()?;
    let sheet = format!("{round}/sheets/administrator");
    let page = person.get(&sheet)?;
    let token = page.between("name=\"token\" value=\"", "\"")?;
    let items = items(&page.body);
    ensure!(items.len() >= CLIENTS * 6, "the sheet shows only {} items", items.len());
    let acknowledged = Acknowledged::default();
    let before = server.cpu_milliseconds()?;
    let begun = Instant::now();
    let mut clients = Vec::new();
    for share in items.chunks(items.len() / CLIENTS).take(CLIENTS) {
        let mut client = Client {
            connection: person.again(server.port)?,
            sheet: sheet.clone(),
            token: token.clone(),
            way,
        };
        let (share, acknowledged) = (share.to_vec(), Arc::clone(&acknowledged));
        clients.push(std::thread::spawn(move || client.save_for_a_while(&share, &acknowledged)));
    }
    std::thread::sleep(LASTS);
    let (cpu, seconds) = (server.cpu_milliseconds()? - before, begun.elapsed().as_secs_f64());
    server.kill()?;
    let mut times: Vec<Duration> =
        clients.into_iter().flat_map(|client| client.join().unwrap_or_default()).collect();
    times.sort();
    let p95 = report(&times, cpu, seconds)?;
    server.start_again()?;
    compare(&server, &person, &sheet, &acknowledged)?;
    Ok(p95)
}

fn report(times: &[Duration], cpu_milliseconds: u64, seconds: f64) -> Result<Duration> {
    let [p50, p95, p99] = [50, 95, 99].map(|percent| percentile(times, percent).unwrap_or_default());
    let marks = times.len();
    println!(
        "{marks} marks by {CLIENTS} clients in {seconds:.1} s: {:.0}/s",
        f64::from(u32::try_from(marks)?) / seconds
    );
    println!("p50 {p50:?}, p95 {p95:?}, p99 {p99:?}");
    let each = f64::from(u32::try_from(cpu_milliseconds)?) / f64::from(u32::try_from(marks.max(1))?);
    println!("server CPU: {each:.2} ms per mark");
    Ok(p95)
}

/// One of those who save.
struct Client {
    connection: Connection,
    sheet: String,
    token: String,
    way: Way,
}

impl Client {
    /// Sets marks in turns until the server is killed; returns how long each took.
    fn save_for_a_while(&mut self, items: &[String], acknowledged: &Acknowledged) -> Vec<Duration> {
        let mut times = Vec::new();
        for turn in 0_u64.. {
            for item in items {
                let mark = if turn % 2 == 0 { "yes" } else { "no" };
                let begun = Instant::now();
                match self.save(item, mark, turn) {
                    Ok(200 | 303) => times.push(begun.elapsed()),
                    Ok(status) => {
                        eprintln!("a mark was refused ({status})");
                        return times;
                    }
                    Err(_) => return times,
                }
                acknowledged.lock().unwrap_or_else(PoisonError::into_inner).insert(item.clone(), mark);
            }
        }
        times
    }

    /// The turn is also the number of the change that this client saw last; returns the status.
    fn save(&mut self, item: &str, mark: &str, turn: u64) -> Result<u16> {
        let (key, seen) = (format!("{item}-{turn}-0123456789abcdef"), turn.to_string());
        let fields = [("token", self.token.as_str()), ("mark", mark), ("seen", &seen), ("key", &key)];
        let address = format!("{}/answers/{item}", self.sheet);
        let answer = match self.way {
            Way::Button => self.connection.post(&address, &fields)?,
            Way::Script => self.connection.post_in_background(&address, &fields)?,
        };
        Ok(answer.status)
    }
}

/// After the kill every item shows the last acknowledged mark, or the one that was under way.
fn compare(server: &Server, person: &Connection, sheet: &str, acknowledged: &Acknowledged) -> Result<()> {
    let page = person.again(server.port)?.get(sheet)?;
    let acknowledged = acknowledged.lock().unwrap_or_else(PoisonError::into_inner);
    let lost: Vec<_> = acknowledged.iter().filter(|(item, _)| pressed(&page.body, item).is_none()).collect();
    println!("after SIGKILL: {} items acknowledged, {} without a mark", acknowledged.len(), lost.len());
    ensure!(lost.is_empty(), "acknowledged marks were lost: {lost:?}");
    let differing =
        acknowledged.iter().filter(|(item, mark)| pressed(&page.body, item) != Some(mark)).count();
    println!("items whose mark is newer than the last acknowledged one (under way at the kill): {differing}");
    ensure!(
        differing <= CLIENTS,
        "{differing} items differ, but only {CLIENTS} saves can have been under way"
    );
    Ok(())
}

/// The ids of the items a sheet shows.
fn items(body: &str) -> Vec<String> {
    let pieces = body.split("id=\"item-").skip(1);
    pieces.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// The mark whose button is pressed at an item.
fn pressed<'b>(body: &'b str, item: &str) -> Option<&'b str> {
    let article = body.split(&format!("id=\"item-{item}\"")).nth(1)?.split("</article>").next()?;
    let button = article.split("<button").find(|button| button.contains("aria-pressed=\"true\""))?;
    button.split("value=\"").nth(1)?.split('"').next()
}

fn fsyncs_per_second(server: &Server) -> Result<f64> {
    let path = server.folder.join("fsync-probe");
    let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
    let (begun, mut count) = (Instant::now(), 0_u32);
    while begun.elapsed() < Duration::from_secs(2) {
        file.write_all(&[0; 4_096])?;
        file.sync_data()?;
        count += 1;
    }
    std::fs::remove_file(&path)?;
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}
