//! A mailing (依頼・再依頼のメール): waiting → sending → sent, or cancelled. Each recipient gets a message of their own, at
//! most once as far as a mail server can tell.

use jiff::{SignedDuration, Timestamp};

use crate::id::{MailingId, PersonId, RoundId};
use crate::mail::Address;
use crate::working_day::is_sending_time;

/// How long a mailing waits before anything leaves, so that it can be taken back.
pub const DELAY: SignedDuration = SignedDuration::from_mins(10);
/// A mailing that is later than this (the server stood still, an old backup came back) is not sent any more.
pub const TOO_LATE: SignedDuration = SignedDuration::from_hours(24);
/// The same of a planned one, which leaves on working days only: longer than any holidays.
pub const TOO_LATE_PLANNED: SignedDuration = SignedDuration::from_hours(12 * 24);
/// After this a message under way counts as lost track of: longer than handing it over can take.
pub const LOST_TRACK: SignedDuration = SignedDuration::from_mins(5);
/// Tries for one recipient.
pub const MOST_ATTEMPTS: u64 = 4;

/// Stands in the text where the recipient's own link comes.
pub const LINK: &str = "{link}";
/// Stands in the text where the recipient's name comes.
pub const NAME: &str = "{name}";
/// Stands in the text where the round's last day comes, as it is when the message leaves.
pub const UNTIL: &str = "{until}";

/// What a mailing asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 依頼
    Invitation,
    /// 再依頼
    Reminder,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Invitation, Self::Reminder];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reminder => "reminder",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where a mailing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing leaves before it is due.
    Waiting,
    /// Leaves, message by message.
    Sending,
    /// Nobody waits any more.
    Sent,
    /// What had not left did not leave.
    Cancelled,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Sending, Self::Sent, Self::Cancelled];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// One wave of mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailing {
    pub id: MailingId,
    pub round: RoundId,
    pub kind: Kind,
    pub subject: String,
    /// With [`LINK`] and, if wanted, [`NAME`] and [`UNTIL`].
    pub body: String,
    pub state: State,
    /// Nothing leaves before this.
    pub due_at: Timestamp,
    /// Who made it; empty for a planned reminder.
    pub made_by: String,
    pub made_at: Timestamp,
}

/// A mailing that is sent or cancelled cannot be cancelled, nor sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the mailing is over")]
pub struct Over;

impl Mailing {
    pub const fn is_over(&self) -> bool {
        match self.state {
            State::Waiting | State::Sending => false,
            State::Sent | State::Cancelled => true,
        }
    }

    pub fn is_due(&self, now: Timestamp) -> bool {
        !self.is_over() && self.due_at <= now && (!self.is_planned() || is_sending_time(now))
    }

    /// Made by the program on a planned day, not by somebody who chose the moment.
    pub const fn is_planned(&self) -> bool {
        self.made_by.is_empty()
    }

    /// Whether it should have left so long ago that it must not leave any more.
    pub fn is_too_late(&self, now: Timestamp) -> bool {
        let most = if self.is_planned() { TOO_LATE_PLANNED } else { TOO_LATE };
        !self.is_over() && now.duration_since(self.due_at) > most
    }

    /// What has not left stays.
    pub fn cancel(self) -> Result<Self, Over> {
        if self.is_over() { Err(Over) } else { Ok(Self { state: State::Cancelled, ..self }) }
    }
}

/// What became of one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Has not left, or is tried again.
    Waiting,
    /// Taken by a process that is handing it over.
    Leaving,
    Sent,
    /// Did not leave, and is not tried again by itself.
    Failed,
    /// Handed over or not: the process or the connection ended in between. Never sent again by itself.
    Unknown,
    /// Taken back before it left.
    Cancelled,
    /// Not needed any more: known to have handed in, set aside or gone since.
    Dropped,
}

impl Fate {
    pub const ALL: [Self; 7] = [
        Self::Waiting,
        Self::Leaving,
        Self::Sent,
        Self::Failed,
        Self::Unknown,
        Self::Cancelled,
        Self::Dropped,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Leaving => "leaving",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Cancelled => "cancelled",
            Self::Dropped => "dropped",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.code() == code)
    }
}

/// Why a message did not leave, as far as a reader can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No such host, no answer, or one that may not be asked.
    Unreachable,
    /// The server's certificate is not trusted, or TLS failed otherwise.
    Certificate,
    /// STARTTLS is required and the server has none.
    NoStartTls,
    LoginRefused,
    /// For now (4xx).
    Busy,
    /// This message, for good (5xx).
    Refused,
    /// The register has another address by now, or none: nothing goes to the one of before.
    AddressChanged,
}

impl Problem {
    pub const ALL: [Self; 7] = [
        Self::Unreachable,
        Self::Certificate,
        Self::NoStartTls,
        Self::LoginRefused,
        Self::Busy,
        Self::Refused,
        Self::AddressChanged,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Certificate => "certificate",
            Self::NoStartTls => "no-starttls",
            Self::LoginRefused => "login-refused",
            Self::Busy => "busy",
            Self::Refused => "refused",
            Self::AddressChanged => "address-changed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.code() == code)
    }
}

/// Somebody a mailing goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub person: PersonId,
    pub address: Address,
    pub fate: Fate,
    /// Tries so far.
    pub attempts: u64,
    pub problem: Option<Problem>,
}

/// How long to wait after so many tries; `None`: no more.
pub const fn pause_after(attempts: u64) -> Option<SignedDuration> {
    match attempts {
        0 => Some(SignedDuration::ZERO),
        1 => Some(SignedDuration::from_mins(1)),
        2 => Some(SignedDuration::from_mins(5)),
        3 => Some(SignedDuration::from_mins(15)),
        MOST_ATTEMPTS.. => None,
    }
}

/// What comes into the text of somebody's message.
#[derive(Clone, Copy, Debug)]
pub struct Inserts<'a> {
    pub name: &'a str,
    pub link: &'a str,
    /// The round's last day as it stands when the message leaves.
    pub until: &'a str,
}

/// The text as somebody gets it. What stands in a name is never taken for a place of the text.
pub fn filled(body: &str, inserts: Inserts<'_>) -> String {
    let places = [(LINK, inserts.link), (NAME, inserts.name), (UNTIL, inserts.until)];
    let (mut text, mut rest) = (String::new(), body);
    let next = |rest: &str| places.into_iter().filter_map(|place| Some((rest.find(place.0)?, place))).min();
    while let Some((at, (place, insert))) = next(rest) {
        text.push_str(&rest[..at]);
        text.push_str(insert);
        rest = &rest[at + place.len()..];
    }
    text + rest
}

/// The first thing in braces that looks like a place and is none: `{neme}`.
pub fn unknown_place(body: &str) -> Option<&str> {
    let pieces = body.match_indices('{').filter_map(|(at, _)| {
        let length = body[at..].find('}')? + 1;
        Some(&body[at..at + length])
    });
    let is_word = |place: &&str| {
        let word = &place[1..place.len() - 1];
        !word.is_empty() && word.chars().all(|one| one.is_ascii_alphabetic())
    };
    pieces.filter(is_word).find(|place| ![LINK, NAME, UNTIL].contains(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailing(state: State) -> Mailing {
        Mailing {
            id: MailingId::new("m"),
            round: RoundId::new("r"),
            kind: Kind::Reminder,
            subject: "再依頼".to_owned(),
            body: LINK.to_owned(),
            state,
            due_at: Timestamp::UNIX_EPOCH,
            made_by: "管理 花子".to_owned(),
            made_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_is_over_is_neither_cancelled_nor_due() {
        for (state, is_over) in
            [(State::Waiting, false), (State::Sending, false), (State::Sent, true), (State::Cancelled, true)]
        {
            assert_eq!(mailing(state).cancel().is_err(), is_over, "{state:?}");
            assert_eq!(mailing(state).is_due(Timestamp::UNIX_EPOCH), !is_over, "{state:?}");
        }
    }

    #[test]
    fn a_mailing_waits_until_it_is_due_and_not_for_ever() {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        let waiting = mailing(State::Waiting);
        assert!(!waiting.is_due(at(-1)) && waiting.is_due(at(0)));
        assert!(!waiting.is_too_late(at(24 * 3600)) && waiting.is_too_late(at(24 * 3600 + 1)));
        assert!(mailing(State::Sending).is_too_late(at(48 * 3600)));
    }

    #[test]
    fn a_recipient_is_tried_four_times() {
        let pauses: Vec<_> = (0..6).map(|tries| pause_after(tries).map(|pause| pause.as_mins())).collect();
        assert_eq!(pauses, [Some(0), Some(1), Some(5), Some(15), None, None]);
    }

    #[test]
    fn a_planned_mailing_leaves_in_working_hours_only() {
        let planned = Mailing { made_by: String::new(), ..mailing(State::Waiting) };
        let at = |moment: &str| moment.parse::<Timestamp>().unwrap();
        let planned = Mailing { due_at: at("2026-11-20T16:50:00+09:00"), ..planned };
        for (moment, is_due) in [
            ("2026-11-20T16:55:00+09:00", true),
            ("2026-11-20T20:00:00+09:00", false),
            ("2026-11-21T10:00:00+09:00", false),
            ("2026-11-24T09:00:00+09:00", true),
        ] {
            assert_eq!(planned.is_due(at(moment)), is_due, "{moment}");
            assert!(!planned.is_too_late(at(moment)), "{moment}");
        }
    }

    #[test]
    fn a_name_cannot_ask_for_a_link() {
        let inserts = Inserts { name: "{link}{name}", link: "https://x", until: "11月30日" };
        let body = "{name} さん\n{link}\n{until}まで {name}";
        assert_eq!(filled(body, inserts), "{link}{name} さん\nhttps://x\n11月30日まで {link}{name}");
    }

    #[test]
    fn a_place_that_nothing_comes_into_is_found() {
        assert_eq!(unknown_place("{name} {link} {until} {} {3} {"), None);
        assert_eq!(unknown_place("{name} {neme} さん"), Some("{neme}"));
    }
}
