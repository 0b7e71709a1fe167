//! Handing messages to the hospital's own mail server. What is sent to whom is decided in the actions; the only address
//! a connection is opened to is the one an administrator typed.

mod connection;
mod message;

use jiff::Timestamp;
use tenken_domain::mail::{Address, MailServer};
use tenken_domain::mailing::Problem;

pub use connection::{Connection, are_certificates, open};

/// The hospital's mail server, with its password.
#[derive(Clone, Debug)]
pub struct Login {
    pub server: MailServer,
    /// Empty where the server asks for none.
    pub password: String,
    /// The port this program listens on itself, which is no mail server.
    pub own_port: u16,
}

/// One message to one recipient.
#[derive(Clone, Debug)]
pub struct Letter {
    pub to: Address,
    pub subject: String,
    pub body: String,
    /// The same for every try of the same message, so that whoever got it twice can tell; says nothing by itself.
    pub id: String,
    pub at: Timestamp,
}

/// What the mail server made of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server has taken it over.
    Taken,
    /// It was not taken now; another try may help.
    NotNow(Problem),
    /// It was not taken, and will not be.
    Never(Problem),
    /// The connection ended in between: nobody knows.
    Unknown,
}

/// Opens a connection and hands over a single message.
pub async fn send_one(login: &Login, letter: &Letter) -> Outcome {
    let mut connection = match open(login).await {
        Ok(connection) => connection,
        Err(problem) => return Outcome::NotNow(problem),
    };
    let outcome = connection.send(letter).await;
    connection.close().await;
    outcome
}
