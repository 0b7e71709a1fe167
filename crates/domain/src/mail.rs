//! Mail addresses, and how the hospital's own mail server is reached. Nothing here opens a connection.

/// A mail address of plain characters only: nothing in it can end a line or begin a second address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(String);

/// The longest address that mail servers take (RFC 5321). Characters.
const LONGEST: usize = 254;
/// The longest part before the @.
const LONGEST_LOCAL: usize = 64;

impl Address {
    /// Reads an address as the personnel system or a person wrote it; `None` for what no mail server would take.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, domain) = text.split_once('@')?;
        let fits = text.len() <= LONGEST && local.len() <= LONGEST_LOCAL;
        (fits && is_dotted(local, is_local) && is_dotted(domain, is_domain)).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part behind the @.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }

    /// Whether it lies outside the domain of another address and everything below that.
    pub fn is_outside(&self, own: &Self) -> bool {
        let (domain, own) = (self.domain().to_lowercase(), own.domain().to_lowercase());
        domain != own && !domain.ends_with(&format!(".{own}"))
    }
}

/// Parts between dots, none of them empty.
fn is_dotted(text: &str, is_part_of: fn(char) -> bool) -> bool {
    text.split('.').all(|part| !part.is_empty() && part.chars().all(is_part_of))
}

fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

fn is_domain(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

/// How a connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Plain at first, then STARTTLS; without it nothing is sent.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// Not at all: everybody on the way reads along.
    None,
}

impl Security {
    pub const ALL: [Self; 3] = [Self::StartTls, Self::Tls, Self::None];

    pub const fn code(self) -> &'static str {
        match self {
            Self::StartTls => "starttls",
            Self::Tls => "tls",
            Self::None => "none",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|security| security.code() == code)
    }
}

/// The hospital's mail server and in whose name it is used; the password is kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailServer {
    /// Name or address, as an administrator typed it.
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub sender: Address,
    /// What recipients read beside the sender's address; may be empty.
    pub sender_name: String,
    /// Empty: the server asks for no login.
    pub login_name: String,
    /// Certificates (PEM) that alone are trusted; empty: those the machine trusts.
    pub own_certificates: String,
}

/// Whether this can be a server's name or address: nothing but that goes into a look-up.
pub fn is_host(text: &str) -> bool {
    let is_name = text.len() <= 253 && is_dotted(text, |c| is_domain(c) || c == '_');
    is_name || text.parse::<core::net::IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_address_and_nothing_else() {
        for good in ["hanako@sakura.example.jp", " a.b+c@mail ", "o'neil@example.jp"] {
            assert_eq!(
                Address::parse(good).map(|address| address.as_str().to_owned()).as_deref(),
                Some(good.trim())
            );
        }
        for bad in [
            "",
            "hanako",
            "@example.jp",
            "hanako@",
            "a@b@c",
            "a b@example.jp",
            "a@example..jp",
            "a.@example.jp",
            "a@example.jp,b@example.jp",
            "a@example.jp\r\nBcc: b@example.jp",
            "a@exa\nmple.jp",
            "\"a b\"@example.jp",
            "<a@example.jp>",
            "花子@example.jp",
            "a@例え.jp",
            "a@example.jp;",
            "a\0@example.jp",
            "a@[127.0.0.1]",
        ] {
            assert_eq!(Address::parse(bad), None, "{bad}");
        }
        assert_eq!(Address::parse(&format!("{}@example.jp", "a".repeat(65))), None);
    }

    #[test]
    fn an_address_below_the_own_domain_is_not_outside() {
        let own = Address::parse("tenken@sakura.example.jp").unwrap();
        let is_outside = |text: &str| Address::parse(text).unwrap().is_outside(&own);
        assert!(!is_outside("a@Sakura.example.jp") && !is_outside("a@ward.sakura.example.jp"));
        assert!(
            is_outside("a@example.jp")
                && is_outside("a@notsakura.example.jp")
                && is_outside("a@gmail.example")
        );
    }

    #[test]
    fn a_host_is_a_name_or_an_address() {
        assert!(
            is_host("mail.sakura.example.jp")
                && is_host("mail")
                && is_host("10.0.0.25")
                && is_host("fd00::25")
        );
        for bad in ["", "mail server", "mail:25", "http://mail", "mail/x", "mail\n", "user@mail", ".mail"] {
            assert!(!is_host(bad), "{bad}");
        }
    }
}
