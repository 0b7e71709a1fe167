//! Passwords that somebody chooses: held against the rules and the words an attacker would try first, then hashed.

use tenken_domain::account::{PasswordError, PasswordProfile, check_password};
use tenken_store::StoreError;

use super::accounts::NewPassword;
use super::{Failure, Means};
use crate::secrets::password;
use crate::secrets::turnstile::Turn;

/// The lowest of zxcvbn's five scores that is good enough. The third needs more than 10⁸ guesses, which not even eight
/// random characters are said to need; where a second factor stands behind it, 10⁶ will do.
const fn least_strength(profile: PasswordProfile) -> u8 {
    match profile {
        PasswordProfile::Long => 3,
        PasswordProfile::WithSecondFactor => 2,
    }
}

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
        if password::strength(&self.password, &words) < least_strength(self.profile) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_random_characters_are_enough_with_a_second_factor_and_a_pattern_is_not() {
        let chosen = |password: &str, profile| Chosen::new(password.to_owned(), profile, &[]).err();
        for random in ["GT*d7Fgu", "q3#Zr8!w", "9v_LxK2p"] {
            assert_eq!(chosen(random, PasswordProfile::WithSecondFactor), None, "{random}");
        }
        for pattern in ["abcd123!", "Passw0rd!", "qwerty1!"] {
            let refused = chosen(pattern, PasswordProfile::WithSecondFactor);
            assert_eq!(refused, Some(PasswordError::EasilyGuessed), "{pattern}");
        }
        assert!(chosen("Passw0rd!Passw0rd!", PasswordProfile::Long).is_some());
        assert_eq!(chosen("Kikkoman!teien-4821", PasswordProfile::Long), None);
    }
}
