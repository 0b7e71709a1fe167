//! Secrets that travel: cookies, links, codes. What is stored of them is a hash only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tenken_domain::id::{DepartmentId, IdempotencyKey, InquiryId, RoundId};
use tenken_domain::slip::{Code, Slip, normalized};

use super::keys::Key;

/// SHA-256 of a secret of at least 128 bits, as it is stored.
pub fn stored_hash(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

/// SHA-256 of a short code under a key outside the database, so that a stolen database does not give it away.
pub fn stored_code_hash(key: &Key, code: &str) -> String {
    URL_SAFE_NO_PAD.encode(key.digest("code", &[&normalized(code)]))
}

/// The 128-bit secret in the link of a department: derived, so that posters can be printed again at any time.
pub fn entrance_token(key: &Key, round: &RoundId, department: &DepartmentId) -> String {
    URL_SAFE_NO_PAD.encode(&key.digest("entrance", &[round.as_str(), department.as_str()])[..16])
}

/// The 128-bit secret in the link of a card: derived, so that cards can be printed again at any time.
pub fn slip_token(key: &Key, round: &RoundId, slip: &Slip) -> String {
    URL_SAFE_NO_PAD.encode(&slip_digest(key, "slip", round, slip)[..16])
}

/// The code on a card, derived like its link.
pub fn slip_code(key: &Key, round: &RoundId, slip: &Slip) -> Code {
    let mut number = [0; 8];
    number.copy_from_slice(&slip_digest(key, "slip-code", round, slip)[..8]);
    Code::of_number(u64::from_be_bytes(number))
}

fn slip_digest(key: &Key, purpose: &str, round: &RoundId, slip: &Slip) -> [u8; 32] {
    key.digest(purpose, &[round.as_str(), slip.id.as_str(), &slip.salt.to_string()])
}

/// The 256-bit secret in the link of an inquiry: derived, so that it can be shown again as long as it is not replaced.
pub fn inquiry_token(key: &Key, (inquiry, salt): (&InquiryId, i64)) -> String {
    URL_SAFE_NO_PAD.encode(key.digest("inquiry", &[inquiry.as_str(), &salt.to_string()]))
}

/// The code that goes to the vendor another way than the link; derived like it.
pub fn inquiry_code(key: &Key, (inquiry, salt): (&InquiryId, i64)) -> Code {
    let digest = key.digest("inquiry-code", &[inquiry.as_str(), &salt.to_string()]);
    let mut number = [0; 8];
    number.copy_from_slice(&digest[..8]);
    Code::of_number(u64::from_be_bytes(number))
}

/// What makes a file that comes again count once: of its content under a key, and a number where copies of it are told
/// apart. The key must be one that nobody can try answers against later.
pub fn workbook_key(key: &Key, round: &RoundId, content: &[u8; 32], copy: usize) -> IdempotencyKey {
    let parts = [round.as_str(), &URL_SAFE_NO_PAD.encode(content), &copy.to_string()];
    IdempotencyKey::new(URL_SAFE_NO_PAD.encode(&key.digest("workbook", &parts)[..16]))
}

/// The token that forms of a session carry.
pub fn form_token(key: &Key, session_hash: &str) -> String {
    URL_SAFE_NO_PAD.encode(key.digest("form", &[session_hash]))
}

/// Compares without telling by its duration where the difference is.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}
