//! Secrets that travel: cookies, links, codes. What is stored of them is a hash only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tenken_domain::id::{DepartmentId, RoundId};

use super::keys::Key;

/// SHA-256 of a secret of at least 128 bits, as it is stored.
pub fn stored_hash(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

/// SHA-256 of a short code under a key outside the database, so that a stolen database does not give it away.
pub fn stored_code_hash(key: &Key, code: &str) -> String {
    URL_SAFE_NO_PAD.encode(key.digest("code", &[&super::random::normalized_code(code)]))
}

/// The 128-bit secret in the link of a department: derived, so that posters can be printed again at any time.
pub fn entrance_token(key: &Key, round: &RoundId, department: &DepartmentId) -> String {
    URL_SAFE_NO_PAD.encode(&key.digest("entrance", &[round.as_str(), department.as_str()])[..16])
}

/// The token that forms of a session carry.
pub fn form_token(key: &Key, session_hash: &str) -> String {
    URL_SAFE_NO_PAD.encode(key.digest("form", &[session_hash]))
}

/// Compares without telling by its duration where the difference is.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}
