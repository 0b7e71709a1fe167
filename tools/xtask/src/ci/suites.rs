//! The tests: once on SQLite, once on PostgreSQL, once through a real browser. A step in which nothing ran fails.
//! Which engine a test uses it reads from `TENKEN_TEST_DATABASE`, the browser from `TENKEN_TEST_WEBDRIVER`.

use std::process::Command;

use anyhow::{Result, bail};

use super::driver::Driver;
use super::postgres::Postgres;
use crate::program;
use crate::project::Project;

const DATABASE: &str = "TENKEN_TEST_DATABASE";
const WEBDRIVER: &str = "TENKEN_TEST_WEBDRIVER";

/// Everything in the workspace; what needs a database uses SQLite in temporary folders.
pub fn on_sqlite(project: &Project) -> Result<String> {
    let mut command = program::command(project, "cargo test --locked --workspace");
    Ok(format!("tests passed: {}", passed(command.env(DATABASE, "sqlite"))?))
}

/// What needs a database once more, on a PostgreSQL that this step starts and stops.
pub fn on_postgres(project: &Project) -> Result<String> {
    let server = Postgres::start()?;
    println!("PostgreSQL answers at {}", without_password(&server.url));
    let mut command = program::command(project, "cargo test --locked -p tenken-store -p tenken");
    let passed = passed(command.env(DATABASE, &server.url))?;
    let databases = server.databases_created();
    if databases == 0 {
        bail!("{passed} tests ran, but none of them created a database on PostgreSQL");
    }
    Ok(format!("tests passed: {passed}, databases created: {databases}"))
}

/// The test that mounts a disk of its own and fills it; ignored elsewhere, because not every machine lets it mount.
pub fn on_full_disk(project: &Project) -> Result<String> {
    let mut command =
        program::command(project, "cargo test --locked -p tenken --test it -- --ignored full_disk::");
    Ok(format!("tests passed: {}", passed(command.env(DATABASE, "sqlite"))?))
}

/// The tests in the module `browser`, which are ignored unless a browser is there.
pub fn in_browser(project: &Project) -> Result<String> {
    let driver = Driver::start()?;
    println!("chromedriver answers at {}", driver.url);
    let mut command =
        program::command(project, "cargo test --locked -p tenken --test it -- --ignored browser::");
    let passed = passed(command.env(DATABASE, "sqlite").env(WEBDRIVER, &driver.url))?;
    Ok(format!("tests passed: {passed}"))
}

fn passed(command: &mut Command) -> Result<usize> {
    let passed = count_passed(&program::run_and_keep(command)?);
    if passed == 0 {
        bail!("not one test ran");
    }
    Ok(passed)
}

/// The sum over all `test result: ok. 12 passed; 0 failed; …` lines.
fn count_passed(output: &str) -> usize {
    let results = output.lines().filter_map(|line| line.strip_prefix("test result: ok. "));
    results.filter_map(|result| result.split_once(" passed")?.0.parse::<usize>().ok()).sum()
}

fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://{place}"),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passed_tests_are_counted_over_all_binaries() {
        let output = "running 2 tests\ntest a ... ok\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: ok. 40 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s\n";
        assert_eq!(count_passed(output), 42);
        assert_eq!(count_passed("running 0 tests\n"), 0);
    }

    #[test]
    fn the_address_is_shown_without_its_password() {
        assert_eq!(without_password("postgres://a:secret@127.0.0.1:5/"), "postgres://127.0.0.1:5/");
    }
}
