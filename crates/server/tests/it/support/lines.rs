//! A backup taken apart into its lines, changed, and restored: what an earlier version or a bad disk would have left.

use std::io::Read;
use std::iter;

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use serde_json::Value;
use tempfile::TempDir;

use super::{Server, Shell, new_database, storage};

/// What is done to the rows of a table.
pub type RowsChange = fn(&mut Vec<Value>);

/// A backup of the server under this key, as its lines.
pub fn backup_lines(server: &Server, shell: &Shell, key: &Identity) -> String {
    let said = shell.tenken(&format!("backup b.age --recipient {} {}", key.to_public(), server.storage()));
    assert_eq!(said.code, 0, "{}", said.stderr);
    let sealed = shell.bytes("b.age");
    let decryptor = age::Decryptor::new(&sealed[..]).unwrap();
    let mut plain = String::new();
    let mut reader = decryptor.decrypt(iter::once(key as &dyn age::Identity)).unwrap();
    reader.read_to_string(&mut plain).unwrap();
    plain
}

/// Restores these lines; what the command said, and the server that came of it.
pub fn restore_lines(shell: &Shell, key: &Identity, lines: &str) -> (String, Server) {
    shell.put("identity", key.to_string().expose_secret());
    shell.put("again.age", age::encrypt(&key.to_public(), lines.as_bytes()).unwrap());
    let (folder, database) = (TempDir::new().unwrap(), new_database());
    let words = format!("restore again.age --identity identity {}", storage(&folder, database.as_deref()));
    let said = shell.tenken(&words);
    assert_eq!(said.code, 0, "{}", said.stderr);
    (said.stdout, Server::start_in(folder, database))
}

/// The lines with the rows of a table changed; the count at the end fits again.
pub fn with_rows(lines: &str, table: &str, change: RowsChange) -> String {
    let mut all: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let table = all.iter().position(|line| line["table"]["name"] == table).expect("the table");
    let count = all[table + 1..].iter().take_while(|line| line.get("row").is_some()).count();
    let mut rows: Vec<Value> = all.drain(table + 1..=table + count).collect();
    change(&mut rows);
    let gone = (count - rows.len()) as u64;
    all.splice(table + 1..=table, rows);
    let end = all.last_mut().expect("the end");
    end["end"]["rows"] = (end["end"]["rows"].as_u64().unwrap() - gone).into();
    all.iter().map(|line| format!("{line}\n")).collect()
}
