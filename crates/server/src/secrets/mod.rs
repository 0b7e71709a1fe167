//! Secrets: keys and certificates in files, random ids and codes, sealing, password hashes. Nothing here knows a rule or a page.

pub mod certificate;
pub mod keys;
pub mod password;
pub mod random;
pub mod sealing;
pub mod token;
pub mod totp;
pub mod turnstile;
