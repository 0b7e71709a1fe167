//! Password hashes: Argon2id with a pepper outside the database. Each costs a turn at the turnstile.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

use super::keys::Key;
use super::turnstile::Turn;

/// Stands where a hash would, for accounts that no password opens: those of the sample hospital.
pub const NONE: &str = "!";

/// What a hash could not be made or checked for.
#[derive(Debug, thiserror::Error)]
#[error("password hashing failed: {0}")]
pub struct HashError(String);

/// Hashes a password for storing.
pub async fn hash(turn: &Turn, key: &Key, password: &str) -> Result<String, HashError> {
    let peppered = peppered(key, password);
    blocking(turn, move || {
        let hash = hasher()?.hash_password(&peppered).map_err(|error| HashError(error.to_string()))?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether this is the password of the hash. Without a hash the same work is done, so that time tells nothing.
pub async fn is_right(
    turn: &Turn,
    key: &Key,
    password: &str,
    stored: Option<String>,
) -> Result<bool, HashError> {
    let peppered = peppered(key, password);
    blocking(turn, move || {
        let Some(stored) = stored.filter(|stored| stored != NONE) else {
            hasher()?.hash_password(&peppered).map_err(|error| HashError(error.to_string()))?;
            return Ok(false);
        };
        let parsed = PasswordHash::new(&stored).map_err(|error| HashError(error.to_string()))?;
        Ok(hasher()?.verify_password(&peppered, &parsed).is_ok())
    })
    .await
}

/// How guessable a password is, from 0 (at once) to 4; `known` are words an attacker would try first.
pub fn strength(password: &str, known: &[&str]) -> u8 {
    let shortened: String = password.chars().take(100).collect();
    u8::from(zxcvbn::zxcvbn(&shortened, known).score())
}

fn peppered(key: &Key, password: &str) -> [u8; 32] {
    key.digest("password", &[password])
}

/// m = 19 MiB, t = 2, p = 1.
fn hasher() -> Result<Argon2<'static>, HashError> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| HashError(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn blocking<T: Send + 'static>(
    turn: &Turn,
    work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
) -> Result<T, HashError> {
    turn.take(work).await.map_err(|error| HashError(error.to_string()))?
}
