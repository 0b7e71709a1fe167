//! A message as it goes over the line: plain text, one recipient, nothing a name or subject could break out of.

use std::time::SystemTime;

use anyhow::Context;
use lettre::Message;
use lettre::address::Envelope;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use tenken_domain::mail::MailServer;

use super::Letter;

/// Who it is from and to, and its bytes.
pub fn compose(server: &MailServer, letter: &Letter) -> anyhow::Result<(Envelope, Vec<u8>)> {
    let sender_name = Some(on_one_line(&server.sender_name)).filter(|name| !name.is_empty());
    let from = Mailbox::new(sender_name, server.sender.as_str().parse()?);
    let id = format!("<{}@{}>", letter.id, server.sender.domain());
    let mut message = Message::builder()
        .from(from)
        .to(Mailbox::new(None, letter.to.as_str().parse()?))
        .subject(on_one_line(&letter.subject))
        .date(SystemTime::from(letter.at))
        .message_id(Some(id))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(letter.body.clone()))
        .context("a message could not be made")?;
    // So that absence notices do not answer it (RFC 3834).
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    message.headers_mut().insert_raw(HeaderValue::new(automatic, "auto-generated".to_owned()));
    Ok((message.envelope().clone(), message.formatted()))
}

/// A header is one line: every control character, and what other scripts end lines with, becomes a blank.
fn on_one_line(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.split(is_break).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use tenken_domain::mail::{Address, Security};

    fn server(sender_name: &str) -> MailServer {
        MailServer {
            host: "mail".to_owned(),
            port: 587,
            security: Security::StartTls,
            sender: Address::parse("tenken@sakura.example.jp").unwrap(),
            sender_name: sender_name.to_owned(),
            login_name: String::new(),
            own_certificates: String::new(),
        }
    }

    fn letter(subject: &str, body: &str) -> Letter {
        Letter {
            to: Address::parse("hanako@sakura.example.jp").unwrap(),
            subject: subject.to_owned(),
            body: body.to_owned(),
            id: "x1".to_owned(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn headers(bytes: &[u8]) -> Vec<String> {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        let head = head.replace("\r\n ", " ");
        head.split("\r\n").map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
    }

    /// What attackers put into fields that become headers.
    const CORPUS: [&str; 10] = [
        "x\r\nBcc: evil@example.com",
        "x\nBcc: evil@example.com",
        "x\rBcc: evil@example.com",
        "x\r\n\r\n<html>evil",
        "x\u{2028}Bcc: evil@example.com",
        "x\u{85}Bcc: evil@example.com",
        "x\0\r\n.\r\nMAIL FROM:<evil@example.com>",
        "=?utf-8?Q?x=0D=0ABcc:_evil@example.com?=",
        "\"x\" <evil@example.com>, y",
        "再依頼\r\nBcc: evil@example.com",
    ];

    #[test]
    fn nothing_in_a_subject_or_a_name_becomes_a_header_or_a_recipient() {
        let usual = headers(&compose(&server("さくら病院"), &letter("再依頼", "本文")).unwrap().1);
        for evil in CORPUS {
            for (server, letter) in
                [(server(evil), letter("再依頼", "本文")), (server("病院"), letter(evil, "本文"))]
            {
                let (envelope, bytes) = compose(&server, &letter).unwrap();
                assert_eq!(headers(&bytes), usual, "{evil:?}");
                assert_eq!(envelope.to().len(), 1);
                assert_eq!(envelope.to()[0].to_string(), "hanako@sakura.example.jp");
                assert_eq!(
                    envelope.from().map(ToString::to_string).as_deref(),
                    Some("tenken@sakura.example.jp")
                );
            }
        }
    }

    #[test]
    fn a_body_cannot_end_the_message() {
        let body = "一行目\r\n.\r\nMAIL FROM:<evil@example.com>\r\n";
        let (_, bytes) = compose(&server(""), &letter("x", body)).unwrap();
        assert!(!String::from_utf8(bytes).unwrap().contains("\r\n.\r\n"), "encoded, for want of plain ASCII");
    }

    #[test]
    fn the_same_message_has_the_same_id_and_the_time_it_was_given() {
        let (_, bytes) = compose(&server(""), &letter("x", "y")).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("Message-ID: <x1@sakura.example.jp>"), "{text}");
        assert!(
            text.contains("Date: Thu, 01 Jan 1970 00:00:00 +0000")
                && text.contains("Auto-Submitted: auto-generated")
        );
    }
}
