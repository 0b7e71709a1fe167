//! The sample hospital, started for one test.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::Somebody;

/// A running sample hospital; killed when dropped.
pub struct Demo {
    pub origin: String,
    pub folder: TempDir,
    child: Child,
}

impl Demo {
    /// `tenken demo` on 2026-11-22.
    pub fn start() -> Self {
        // The port may be taken between finding and using it; then another is tried.
        (0..20).find_map(|_| Self::try_start()).expect("the sample hospital starts")
    }

    fn try_start() -> Option<Self> {
        let folder = TempDir::new().expect("a temporary folder");
        let port = super::server::free_port();
        let mut child = Command::new(env!("CARGO_BIN_EXE_tenken"))
            .args(["demo", "--today", "2026-11-22", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(folder.path().join("demo"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let printed = BufReader::new(child.stdout.take().expect("a pipe")).lines().next();
        let demo = Self { origin: format!("http://127.0.0.1:{port}"), folder, child };
        printed?.ok()?;
        demo.wait();
        Some(demo)
    }

    /// Its folder.
    pub fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("demo")
    }

    /// Stops it and hands over its folder.
    pub fn stop(mut self) -> TempDir {
        let _ = self.child.kill();
        let _ = self.child.wait();
        std::mem::replace(&mut self.folder, TempDir::new().expect("a temporary folder"))
    }

    /// Somebody of the sample's cast, logged in by one click.
    pub fn login(&self, login_name: &str) -> Somebody {
        let mut somebody = Somebody::new(&self.origin);
        let page = somebody.post("/demo/login", &[("login_name", login_name)]);
        assert_eq!(page.status, 200, "{}", page.text);
        somebody
    }

    /// The path of a department's link in the running round.
    pub fn entrance(&self) -> String {
        let mut hanako = self.login("hanako");
        let rounds = hanako.get("/rounds");
        let row = rounds.text.split("<tr>").find(|row| row.contains("受付中")).expect("a running round");
        let round =
            row.split("/rounds/").nth(1).and_then(|rest| rest.split('"').next()).expect("its address");
        let handout = hanako.get(&format!("/rounds/{round}/handout"));
        let token = handout.between("/a/", "<").or_else(|| handout.between("/a/", "\"")).expect("a link");
        format!("/a/{}", token.trim())
    }

    fn wait(&self) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while Instant::now() < deadline {
            let answer = reqwest::blocking::get(format!("{}/healthz", self.origin));
            if answer.is_ok_and(|answer| answer.status() == 200) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the sample hospital did not start");
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
