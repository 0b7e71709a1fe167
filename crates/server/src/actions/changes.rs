//! What was changed, from what to what, as the audit log keeps it: codes and texts by field, which its page puts into
//! words. What stayed the same is not noted.

use serde::{Deserialize, Serialize};

/// The fields that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Changes(Vec<Change>);

/// One field: its name as in the locale files (`audit-field-…`), what stood there, what stands there now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub field: String,
    pub old: String,
    pub new: String,
}

impl Changes {
    /// Notes a field, unless it stayed as it was.
    pub fn note(mut self, field: &'static str, old: impl ToString, new: impl ToString) -> Self {
        let change = Change { field: field.to_owned(), old: old.to_string(), new: new.to_string() };
        self.0.extend(Some(change).filter(|change| change.old != change.new));
        self
    }

    /// As the detail of an event; nothing where nothing changed.
    pub fn detail(&self) -> String {
        // Writing texts into memory cannot fail.
        if self.0.is_empty() { String::new() } else { serde_json::to_string(self).unwrap_or_default() }
    }

    /// The changes of a detail, or `None` where it says something else.
    pub fn read(detail: &str) -> Option<Vec<Change>> {
        serde_json::from_str::<Self>(detail).ok().map(|changes| changes.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_noted_and_can_be_read_back() {
        let changes = Changes::default().note("name", "さくら病院", "さくら病院").note("group-minimum", 5, 3);
        let read = Changes::read(&changes.detail()).expect("changes");
        let minimum = Change { field: "group-minimum".to_owned(), old: "5".to_owned(), new: "3".to_owned() };
        assert_eq!(read, [minimum]);
        assert_eq!(Changes::default().note("name", "a", "a").detail(), "");
        assert_eq!(Changes::read("さくら病院"), None);
    }
}
