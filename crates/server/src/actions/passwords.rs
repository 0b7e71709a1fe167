//! Passwords that somebody chooses: held against the rules and the words an attacker would try first, then hashed.

use tenken_domain::account::{PasswordError, PasswordProfile, check_password};
use tenken_store::StoreError;

use super::accounts::NewPassword;
use super::{Failure, Means};
use crate::secrets::password;
use crate::secrets::turnstile::Turn;

/// The lowest of zxcvbn's five scores that is good enough.
const LEAST_STRENGTH: u8 = 3;

/// A password that keeps its profile's rules, not hashed yet.
pub struct Chosen {
    password: String,
    profile: PasswordProfile,
}

impl Chosen {
    /// Takes a password that keeps every rule and has none of these words in it.
    pub fn new(password: String, profile: PasswordProfile, words: &[String]) -> Result<Self, PasswordError> {
        let chosen = Self { password, profile };
        chosen.avoids(words)?;
        Ok(chosen)
    }

    /// The same question again, with words that were not known when it was chosen.
    pub fn avoids(&self, words: &[String]) -> Result<(), PasswordError> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        check_password(&self.password, self.profile, &words)?;
        if password::strength(&self.password, &words) < LEAST_STRENGTH {
            return Err(PasswordError::EasilyGuessed);
        }
        Ok(())
    }

    /// Hashes it; takes some tens of milliseconds.
    pub async fn hashed(self, turn: &Turn, means: &Means) -> Result<NewPassword, StoreError> {
        let hash = password::hash(turn, &means.keys.secret, &self.password).await;
        let hash = hash.map_err(|error| StoreError::NotSaved(error.to_string()))?;
        Ok(NewPassword { hash, profile: self.profile })
    }
}

impl Means {
    /// A turn to try this login name: nobody else at this address does until it is dropped, so what is counted against
    /// the name while a password is hashed is not this address's own second click.
    pub async fn turn_for<R>(&self, name: &str) -> Result<Turn, Failure<R>> {
        Ok(self.turn()?.alone(name).await)
    }

    /// A turn to hash one password.
    pub fn turn<R>(&self) -> Result<Turn, Failure<R>> {
        self.turnstile.enter(&self.source, self.now).ok_or(Failure::Busy)
    }
}
