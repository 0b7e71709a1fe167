//! Numbers of people, sheets and failures as they come back from the database: never less than none.

use crate::StoreError;

/// A stored number as a count; a negative one is an impossible row, told by table, column and id.
pub(crate) fn count(
    table: &'static str,
    column: &'static str,
    id: &str,
    stored: i64,
) -> Result<u64, StoreError> {
    u64::try_from(stored).map_err(|_| StoreError::impossible(table, column, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_below_none_is_an_impossible_row() {
        assert_eq!(count("round_group", "asked", "ward", 3).ok(), Some(3));
        let error = count("round_group", "asked", "ward", -1).expect_err("nobody asks minus one people");
        assert_eq!(error.to_string(), "impossible row: round_group.asked of ward");
    }
}
