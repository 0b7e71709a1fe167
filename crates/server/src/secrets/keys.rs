//! The keys of an installation and what they seal. `secret.key` travels in encrypted backups; the keys that open
//! waiting anonymous sheets never do, and the key of what pages hand to each other is written nowhere.

use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use super::random::Randomness;
use super::sealing::SealingKeys;
use crate::platform;

/// One 256-bit key.
#[derive(Clone)]
pub struct Key([u8; 32]);

/// The keys of an installation.
#[derive(Clone)]
pub struct Keys {
    /// Passwords' pepper, TOTP secrets, links, form tokens.
    pub secret: Key,
    /// Answers on their way from one page to the next in an address: made at each start and only in memory, so that
    /// what a proxy noted down of them opens for nobody afterwards.
    pub passing: Key,
    /// Anonymous sheets that wait for their batch.
    pub sealing: SealingKeys,
}

/// The name of the folder, inside the data folder, that holds the keys.
pub const FOLDER: &str = "keys";
/// The key that belongs into backups.
pub const SECRET_FILE: &str = "secret.key";

impl Keys {
    /// Reads the keys of a data folder and makes those that are missing.
    ///
    /// # Errors
    /// What the system says; `PermissionDenied` where others could read them; `InvalidData` for a file that is no key.
    pub fn open(data: &Path, random: &Randomness) -> io::Result<Self> {
        let folder = data.join(FOLDER);
        platform::private_folder(&folder)?;
        let secret = folder.join(SECRET_FILE);
        if !secret.exists() {
            platform::write_private_file(&secret, Key::new(random).to_text().as_bytes())?;
        }
        let secret = Key::read(&secret)?;
        let keys = Self { secret, passing: Key::new(random), sealing: SealingKeys::open(&folder)? };
        platform::sync_folder(&folder)?;
        platform::sync_folder(data)?;
        Ok(keys)
    }
}

impl Key {
    pub(super) fn new(random: &Randomness) -> Self {
        Self(random.bytes())
    }

    /// The key that only whoever knows this secret has; the secret must hold at least 128 random bits.
    pub fn of_secret(secret: &str) -> Self {
        Self(Sha256::digest(format!("key {secret}")).into())
    }

    /// As it stands in a file.
    pub(super) fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// # Errors
    /// What the system says; `PermissionDenied` where others could read it; `InvalidData` for a file that is no key.
    pub(super) fn read(path: &Path) -> io::Result<Self> {
        let text = platform::read_private_file(path)?;
        let not_a_key =
            || io::Error::new(io::ErrorKind::InvalidData, format!("{} は鍵ではありません。", path.display()));
        let bytes = URL_SAFE_NO_PAD.decode(text.trim_ascii()).map_err(|_| not_a_key())?;
        Ok(Self(bytes.try_into().map_err(|_| not_a_key())?))
    }

    /// Encrypts; `purpose` is authenticated too, so that nothing sealed for one purpose opens for another.
    pub fn seal(&self, purpose: &str, plain: &[u8], random: &Randomness) -> String {
        let nonce = random.bytes::<24>();
        let payload = Payload { msg: plain, aad: purpose.as_bytes() };
        // Encrypting in memory fails only for texts of more than 256 GiB.
        let sealed = self.cipher().encrypt(XNonce::from_slice(&nonce), payload).unwrap_or_default();
        URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts what [`seal`](Self::seal) made for the same purpose; `None` for anything else.
    pub fn open_sealed(&self, purpose: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(24)?;
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        self.cipher().decrypt(XNonce::from_slice(nonce), payload).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&self.0).into())
    }

    /// A keyed digest of the parts; the same parts in the same key always give the same 32 bytes.
    pub fn digest(&self, purpose: &str, parts: &[&str]) -> [u8; 32] {
        let keyed = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.0);
        let mut mac = keyed.expect("a key of any length will do");
        for part in [purpose].iter().chain(parts) {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_for_one_purpose_does_not_open_for_another() {
        let random = Randomness::from_seed(7);
        let key = Key(random.bytes());
        let sealed = key.seal("totp", b"secret", &random);
        assert_eq!(key.open_sealed("totp", &sealed).as_deref(), Some(b"secret".as_slice()));
        assert_eq!(key.open_sealed("sheet", &sealed), None);
        assert_eq!(Key(random.bytes()).open_sealed("totp", &sealed), None);
        assert_eq!(key.open_sealed("totp", "AAAA"), None);
    }
}
