//! `cargo xtask screens`: pictures of all pages in `docs/screens`, taken in the sample hospital and, of the first day, in an
//! empty installation, on a ward's screen and on a phone. Which pages there are stands in
//! `pages.rs` and `improving.rs`.

mod browser;
mod improving;
mod pages;
mod picture;

use std::fmt::Write;
use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use self::browser::{Browser, Screen};
use self::pages::{Page, Step, Who};
use crate::ci::driver::Driver;
use crate::ci::lifeline::{Lifeline, free_port};
use crate::program;
use crate::project::Project;

/// The day on which the sample hospital stands still, so that pictures change only where pages do.
const TODAY: &str = "2026-11-22";
const PATIENCE: Duration = Duration::from_secs(60);
const FOLDER: &str = "docs/screens";
/// All pictures together: everybody who clones the project gets them.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Every page, in the order of the index.
fn all() -> impl Iterator<Item = &'static Page> {
    pages::PAGES.iter().chain(improving::PAGES)
}

/// Replaces all pictures.
pub fn run(project: &Project, arguments: &[String]) -> Result<()> {
    let binary = match arguments {
        [] => build(project)?,
        [option, file] if option == "--binary" => PathBuf::from(file),
        _ => bail!("`screens` knows only `--binary FILE`"),
    };
    let folder = project.root.join(FOLDER);
    fs::create_dir_all(&folder)?;
    remove_pictures(&folder)?;
    let driver = Driver::start()?;
    let mut bytes = 0;
    for screen in Screen::ALL {
        // New for each screen: on their way to a page, ways leave things behind.
        let hospitals = Hospitals { sample: Hospital::sample(&binary)?, empty: Hospital::empty(&binary)? };
        for page in all() {
            let picture = take(&driver, &hospitals, screen, page)
                .with_context(|| format!("no picture of `{}` on the {}", page.name, screen.name()))?;
            let picture = picture::smaller(&picture)?;
            bytes += picture.len();
            fs::write(folder.join(file_name(page, screen)), picture)?;
        }
    }
    fs::write(folder.join("README.md"), index())?;
    println!("{} pictures in {FOLDER}, {} KiB", all().count() * Screen::ALL.len(), bytes / 1024);
    if bytes > MOST_BYTES {
        bail!("the pictures are larger than {} MiB", MOST_BYTES / 1024 / 1024);
    }
    Ok(())
}

fn build(project: &Project) -> Result<PathBuf> {
    program::run(&mut program::command(project, "cargo build --locked"))?;
    Ok(project.target().join("debug/tenken"))
}

fn remove_pictures(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "png") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Where pictures are taken.
struct Hospitals {
    sample: Hospital,
    /// Not set up yet.
    empty: Hospital,
}

/// A running server; ends when dropped.
struct Hospital {
    lifeline: Lifeline,
    address: String,
}

impl Hospital {
    fn sample(binary: &Path) -> Result<Self> {
        Self::open(binary, &["demo", "--today", TODAY])
    }

    fn empty(binary: &Path) -> Result<Self> {
        Self::open(binary, &[])
    }

    fn open(binary: &Path, words: &[&str]) -> Result<Self> {
        let binary = fs::canonicalize(binary).with_context(|| format!("no {}", binary.display()))?;
        let made = program::ask(Command::new("mktemp").args(["-d", "-t", "tenken-screens-XXXXXX"]))?;
        let folder = PathBuf::from(made);
        let listen = format!("127.0.0.1:{}", free_port()?);
        let mut server = Command::new(binary);
        server.args(words).args(["--listen", &listen, "--data"]).arg(folder.join("data"));
        let lifeline = Lifeline::start(&server, &folder, "TERM")?;
        let started = Instant::now();
        while TcpStream::connect(&listen).is_err() {
            if started.elapsed() > PATIENCE {
                bail!("the server did not start; it says:\n{}", lifeline.log());
            }
            sleep(Duration::from_millis(100));
        }
        Ok(Self { lifeline, address: format!("http://{listen}") })
    }

    /// As it was printed when the server started.
    fn setup_code(&self) -> Result<String> {
        let log = self.lifeline.log();
        let code = log.lines().find_map(|line| line.strip_prefix("設定コード: "));
        Ok(code.context("no set-up code was printed")?.to_owned())
    }
}

/// Everybody gets a browser of one's own: nobody sees what another left behind.
fn take(driver: &Driver, hospitals: &Hospitals, screen: Screen, page: &Page) -> Result<Vec<u8>> {
    let browser = Browser::open(driver, screen)?;
    let address = match page.who {
        Who::Newcomer => &hospitals.empty.address,
        Who::Anybody
        | Who::Administrator
        | Who::Executive
        | Who::Head
        | Who::SystemManager
        | Who::Auditor => &hospitals.sample.address,
    };
    let to = |path: &str| browser.go(&format!("{address}{path}"));
    if let Some(login_name) = page.who.login_name() {
        to("/login")?;
        browser.click(&format!("main input[value='{login_name}'] ~ p button"))?;
    }
    for step in page.way {
        match step {
            Step::Open(path) => to(path)?,
            Step::Click(selector) => browser.click(selector)?,
            Step::ClickEach(selector) => browser.click_each(selector)?,
            Step::OpenWritten(selector) => browser.go(&browser.text_of(selector)?)?,
            Step::ScrollTo(selector) => browser.scroll_to(selector)?,
            Step::Unfold(selector) => browser.unfold(selector)?,
            Step::PassTime => browser.pass_time()?,
            Step::Attach(selector, name, text) => browser.attach(selector, name, text)?,
            Step::Type(selector, text) => browser.write(selector, text)?,
            Step::TypeCode(selector) => browser.write(selector, &hospitals.empty.setup_code()?)?,
        }
    }
    browser.picture()
}

fn file_name(page: &Page, screen: Screen) -> String {
    format!("{}-{}.png", page.name, screen.name())
}

/// All pictures in one table.
fn index() -> String {
    let mut text = "# 画面\n\n見本の病院の画面です。`cargo xtask screens` が作り直します。\n\n".to_owned();
    text.push_str("| 画面 | 1280×1024 | 390×844 |\n|---|---|---|\n");
    for page in all() {
        let [desk, phone] = Screen::ALL.map(|screen| file_name(page, screen));
        // Writing into a string cannot fail.
        let _ = writeln!(text, "| {} | [{desk}]({desk}) | [{phone}]({phone}) |", page.title);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_pages_share_a_picture() {
        let names: BTreeSet<_> = all().map(|page| page.name).collect();
        assert_eq!(names.len(), all().count());
    }

    #[test]
    fn the_index_names_every_picture() {
        let index = index();
        for page in all() {
            assert!(Screen::ALL.iter().all(|screen| index.contains(&file_name(page, *screen))));
        }
    }
}
