//! One-time codes by the clock (RFC 6238: SHA-1, six digits, thirty seconds, one step of tolerance).

use totp_rs::{Builder, Secret, Totp};

use super::random::Randomness;

/// A secret shared with an authenticator app.
#[derive(Clone)]
pub struct SharedSecret(Vec<u8>);

impl SharedSecret {
    /// 160 bits.
    pub fn new(random: &Randomness) -> Self {
        Self(random.bytes::<20>().to_vec())
    }

    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// For typing in where no camera is at hand.
    pub fn base32(&self) -> String {
        Secret::from(self.0.clone()).to_base32()
    }

    /// The address that the QR code holds.
    pub fn url(&self, login_name: &str) -> String {
        self.totp(login_name).and_then(|totp| totp.to_url().ok()).unwrap_or_default()
    }

    /// The time step of a right code, or `None`. The caller makes sure that no step is used twice.
    pub fn step_of(&self, code: &str, seconds: i64) -> Option<i64> {
        let code = tenken_domain::slip::normalized(code);
        let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        let step = is_code.then(|| self.totp("tenken")?.check(&code, seconds.unsigned_abs()))??;
        i64::try_from(step).ok()
    }

    /// The code of this moment, as an authenticator app shows it.
    #[cfg(test)]
    pub fn code_at(&self, seconds: i64) -> String {
        self.totp("tenken").map(|totp| totp.generate(seconds.unsigned_abs()).to_string()).unwrap_or_default()
    }

    fn totp(&self, login_name: &str) -> Option<Totp> {
        let name = login_name.replace(':', "-");
        Builder::new()
            .with_secret(self.0.clone())
            .with_skew(1)
            .with_account_name(name)
            .with_issuer(Some("Tenken"))
            .build()
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_works_one_step_around_its_own() {
        let secret = SharedSecret::new(&Randomness::from_seed(3));
        let code = secret.code_at(1_000_000);
        let step = 1_000_000 / 30;
        assert_eq!(code.len(), 6);
        for seconds in [1_000_000 - 30, 1_000_000, 1_000_000 + 30] {
            assert_eq!(secret.step_of(&code, seconds), Some(step), "{seconds}");
        }
        assert_eq!(secret.step_of(&code, 1_000_000 + 90), None);
        assert_eq!(secret.step_of("", 1_000_000), None);
        assert!(secret.url("hanako").starts_with("otpauth://totp/Tenken:hanako?"));
    }
}
