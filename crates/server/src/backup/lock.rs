//! What a backup is locked with and opened by: a passphrase (scrypt) or a key pair (X25519), as age has them.

use std::io::{Read, Write};
use std::iter;
use std::str::FromStr;

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor};

/// 2^17 rounds: 128 MiB of memory and about half a second a guess.
const WORK: u8 = 17;
/// Backups of later versions may ask for more; beyond this a file only wants to use up the machine.
const MOST_WORK: u8 = 20;

/// What a new backup is locked with.
#[derive(Clone)]
pub enum Lock {
    Passphrase(SecretString),
    /// Only whoever holds the other half can open it; this machine cannot.
    Recipient(Box<age::x25519::Recipient>),
}

/// What opens a backup.
#[derive(Clone)]
pub enum Key {
    Passphrase(SecretString),
    Identity(Box<age::x25519::Identity>),
}

/// Why a backup does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("パスフレーズまたは鍵が違います。")]
    WrongKey,
    #[error(
        "このバックアップは公開鍵で暗号化されています。--identity で秘密鍵のファイルを指定してください。"
    )]
    WantsIdentity,
    #[error("このバックアップはパスフレーズで暗号化されています。--identity なしで実行してください。")]
    WantsPassphrase,
    #[error("バックアップファイルではないか、壊れています。")]
    Broken,
}

impl Lock {
    pub fn passphrase(text: String) -> Self {
        Self::Passphrase(SecretString::from(text))
    }

    /// A public key as `age-keygen` prints it: `age1…`.
    pub fn recipient(text: &str) -> Option<Self> {
        age::x25519::Recipient::from_str(text.trim()).ok().map(|key| Self::Recipient(Box::new(key)))
    }

    /// Encrypts what is written. The file is only whole after `finish`.
    pub fn writer<W: Write>(&self, output: W) -> anyhow::Result<age::stream::StreamWriter<W>> {
        let encryptor = match self {
            Self::Passphrase(passphrase) => {
                let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(WORK);
                Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient))?
            }
            Self::Recipient(key) => {
                Encryptor::with_recipients(iter::once(key.as_ref() as &dyn age::Recipient))?
            }
        };
        Ok(encryptor.wrap_output(output)?)
    }
}

impl Key {
    pub fn passphrase(text: String) -> Self {
        Self::Passphrase(SecretString::from(text))
    }

    /// The text of a key file as `age-keygen` makes it.
    pub fn identity(file: &str) -> Option<Self> {
        let line = file.lines().map(str::trim).find(|line| line.starts_with("AGE-SECRET-KEY-1"))?;
        age::x25519::Identity::from_str(line).ok().map(|key| Self::Identity(Box::new(key)))
    }

    /// Decrypts what is read; a cut or changed file is an error where the damage is.
    pub fn reader<R: Read>(&self, input: R) -> Result<age::stream::StreamReader<R>, OpenError> {
        let decryptor = Decryptor::new(input).map_err(|_| OpenError::Broken)?;
        match (self, decryptor.is_scrypt()) {
            (Self::Passphrase(_), false) => Err(OpenError::WantsIdentity),
            (Self::Identity(_), true) => Err(OpenError::WantsPassphrase),
            (Self::Passphrase(passphrase), true) => {
                let mut identity = age::scrypt::Identity::new(passphrase.clone());
                identity.set_max_work_factor(MOST_WORK);
                decryptor.decrypt(iter::once(&identity as &dyn age::Identity)).map_err(why)
            }
            (Self::Identity(key), false) => {
                decryptor.decrypt(iter::once(key.as_ref() as &dyn age::Identity)).map_err(why)
            }
        }
    }
}

fn why(error: DecryptError) -> OpenError {
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            OpenError::WrongKey
        }
        _ => OpenError::Broken,
    }
}
