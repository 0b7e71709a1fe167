//! The lines of a backup: a header, then each table followed by its rows, then files, then the end with its count.

use serde::{Deserialize, Serialize};
use tenken_store::copy::{Column, Kind, Table, Value};

/// The newest format this program writes and reads.
pub const FORMAT: u32 = 1;

/// What a backup says of itself. Later formats may add fields, never change these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Header {
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    /// The version of the tables.
    pub schema: i64,
    /// RFC 3339, UTC.
    pub made_at: String,
    pub hospital: String,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    TenkenBackup(Header),
    /// The rows that follow belong to this table.
    Table(TableLine),
    Row(Vec<Cell>),
    File(FileLine),
    End {
        rows: u64,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableLine {
    name: String,
    /// Name and `text` or `integer`.
    columns: Vec<(String, CellKind)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum CellKind {
    Text,
    Integer,
}

/// A small text file beside the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLine {
    pub name: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    Null,
    Integer(i64),
    Text(String),
}

impl Line {
    /// The line as it is written, with its end.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

impl From<&Table> for TableLine {
    fn from(table: &Table) -> Self {
        let column = |column: &Column| {
            let kind = match column.kind {
                Kind::Text => CellKind::Text,
                Kind::Integer => CellKind::Integer,
            };
            (column.name.clone(), kind)
        };
        Self { name: table.name.clone(), columns: table.columns.iter().map(column).collect() }
    }
}

impl From<TableLine> for Table {
    fn from(line: TableLine) -> Self {
        let column = |(name, kind)| {
            let kind = match kind {
                CellKind::Text => Kind::Text,
                CellKind::Integer => Kind::Integer,
            };
            Column { name, kind }
        };
        Self { name: line.name, columns: line.columns.into_iter().map(column).collect() }
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Integer(number) => Self::Integer(number),
            Value::Text(text) => Self::Text(text),
        }
    }
}

impl From<Cell> for Value {
    fn from(cell: Cell) -> Self {
        match cell {
            Cell::Null => Self::Null,
            Cell::Integer(number) => Self::Integer(number),
            Cell::Text(text) => Self::Text(text),
        }
    }
}
