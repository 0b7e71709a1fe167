//! The discussion of one item of a sheet (話し合い): remarks stand one below the other and are never changed.

use jiff::Timestamp;

use crate::id::RemarkId;

/// Most characters of a remark.
pub const LONGEST: usize = 2000;

/// One remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub id: RemarkId,
    pub text: String,
    /// The name of whoever wrote it, at that time.
    pub written_by: String,
    pub written_at: Timestamp,
}
