//! Mailings and what became of each message. No link stands here: it is worked out when a message leaves.

use jiff::Timestamp;
use tenken_domain::id::{FacilityId, MailingId, PersonId, RoundId};
use tenken_domain::mail::Address;
use tenken_domain::mailing::{Fate, Kind, Mailing, Problem, Recipient, State};

use crate::count::count;
use crate::{Conn, StoreError, Tx};

type Row = (String, String, String, String, String, String, i64, String, i64);
type RecipientRow = (String, String, String, i64, String);

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT mailing.id, mailing.round_id, mailing.kind, mailing.subject, mailing.body, mailing.state, \
             mailing.due_at, mailing.made_by, mailing.made_at FROM mailing ",
            $rest
        )
    };
}

/// Stores a mailing; `false` where one with this id is there already.
pub async fn insert(tx: &mut Tx, mailing: &Mailing) -> Result<bool, StoreError> {
    let sql = "INSERT INTO mailing (id, round_id, kind, subject, body, state, due_at, made_by, made_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING";
    let done = sqlx::query(sql)
        .bind(mailing.id.as_str())
        .bind(mailing.round.as_str())
        .bind(mailing.kind.code())
        .bind(&mailing.subject)
        .bind(&mailing.body)
        .bind(mailing.state.code())
        .bind(mailing.due_at.as_millisecond())
        .bind(&mailing.made_by)
        .bind(mailing.made_at.as_millisecond())
        .execute(tx.sql())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Adds somebody a new mailing goes to.
pub async fn insert_recipient(
    tx: &mut Tx,
    mailing: &MailingId,
    (person, address): (&PersonId, &Address),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO mailing_recipient (mailing_id, person_id, address, state, attempts, try_at, problem) \
               VALUES ($1, $2, $3, $4, 0, 0, '')";
    sqlx::query(sql)
        .bind(mailing.as_str())
        .bind(person.as_str())
        .bind(address.as_str())
        .bind(Fate::Waiting.code())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Stores that a message goes to another address.
pub async fn readdress(
    tx: &mut Tx,
    mailing: &MailingId,
    (person, address): (&PersonId, &Address),
) -> Result<(), StoreError> {
    let sql = "UPDATE mailing_recipient SET address = $3 WHERE mailing_id = $1 AND person_id = $2";
    sqlx::query(sql)
        .bind(mailing.as_str())
        .bind(person.as_str())
        .bind(address.as_str())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// The mailing with this id, if it is this round's.
pub async fn find(conn: &mut Conn, round: &RoundId, id: &MailingId) -> Result<Option<Mailing>, StoreError> {
    let sql = columns!("WHERE round_id = $1 AND id = $2");
    let row: Option<Row> =
        sqlx::query_as(sql).bind(round.as_str()).bind(id.as_str()).fetch_optional(conn.sql()).await?;
    row.map(from_row).transpose()
}

/// All mailings of a round, newest first.
pub async fn of_round(conn: &mut Conn, round: &RoundId) -> Result<Vec<Mailing>, StoreError> {
    let sql = columns!("WHERE round_id = $1 ORDER BY made_at DESC, id");
    let rows: Vec<Row> = sqlx::query_as(sql).bind(round.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(from_row).collect()
}

/// Every mailing of a hospital that is neither sent nor cancelled, in the order in which they are due.
pub async fn unfinished(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Mailing>, StoreError> {
    let sql = columns!(
        "JOIN round ON round.id = mailing.round_id WHERE round.facility_id = $1 AND mailing.state IN ($2, $3) \
         ORDER BY mailing.due_at, mailing.id"
    );
    let rows: Vec<Row> = sqlx::query_as(sql)
        .bind(facility.as_str())
        .bind(State::Waiting.code())
        .bind(State::Sending.code())
        .fetch_all(conn.sql())
        .await?;
    rows.into_iter().map(from_row).collect()
}

/// Stores where a mailing stands. The round must be locked.
pub async fn set_state(tx: &mut Tx, id: &MailingId, state: State) -> Result<(), StoreError> {
    let sql = "UPDATE mailing SET state = $2 WHERE id = $1";
    sqlx::query(sql).bind(id.as_str()).bind(state.code()).execute(tx.sql()).await?;
    Ok(())
}

/// Everybody a mailing goes to, by address.
pub async fn recipients(conn: &mut Conn, id: &MailingId) -> Result<Vec<Recipient>, StoreError> {
    let sql = "SELECT person_id, address, state, attempts, problem FROM mailing_recipient WHERE mailing_id = $1 \
               ORDER BY address, person_id";
    let rows: Vec<RecipientRow> = sqlx::query_as(sql).bind(id.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(recipient_from_row).collect()
}

/// How many recipients there are of each fate.
pub async fn tally(conn: &mut Conn, id: &MailingId) -> Result<Vec<(Fate, u64)>, StoreError> {
    let sql =
        "SELECT state, COUNT(*) FROM mailing_recipient WHERE mailing_id = $1 GROUP BY state ORDER BY state";
    let rows: Vec<(String, i64)> = sqlx::query_as(sql).bind(id.as_str()).fetch_all(conn.sql()).await?;
    let read = |(state, number): (String, i64)| {
        let fate = fate(&state, id.as_str())?;
        Ok((fate, count("mailing_recipient", "COUNT(*)", id.as_str(), number)?))
    };
    rows.into_iter().map(read).collect()
}

/// Somebody whose message may leave now. The round must be locked.
pub async fn next_due(tx: &mut Tx, id: &MailingId, now: Timestamp) -> Result<Option<Recipient>, StoreError> {
    let sql = "SELECT person_id, address, state, attempts, problem FROM mailing_recipient WHERE mailing_id = $1 \
               AND state = $2 AND try_at <= $3 ORDER BY try_at, person_id LIMIT 1";
    let row: Option<RecipientRow> = sqlx::query_as(sql)
        .bind(id.as_str())
        .bind(Fate::Waiting.code())
        .bind(now.as_millisecond())
        .fetch_optional(tx.sql())
        .await?;
    row.map(recipient_from_row).transpose()
}

/// Whether there is anybody whose message may leave now.
pub async fn has_due(conn: &mut Conn, id: &MailingId, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM mailing_recipient WHERE mailing_id = $1 AND state = $2 AND try_at <= $3";
    let due: i64 = sqlx::query_scalar(sql)
        .bind(id.as_str())
        .bind(Fate::Waiting.code())
        .bind(now.as_millisecond())
        .fetch_one(conn.sql())
        .await?;
    Ok(due > 0)
}

/// Stores what became of a message. `until`: the next try, or how long this one may take; nothing once it is over.
pub async fn note(
    tx: &mut Tx,
    id: &MailingId,
    recipient: &Recipient,
    until: Option<Timestamp>,
) -> Result<(), StoreError> {
    let sql = "UPDATE mailing_recipient SET state = $3, attempts = $4, problem = $5, try_at = $6 \
               WHERE mailing_id = $1 AND person_id = $2";
    sqlx::query(sql)
        .bind(id.as_str())
        .bind(recipient.person.as_str())
        .bind(recipient.fate.code())
        .bind(recipient.attempts.cast_signed())
        .bind(recipient.problem.map_or("", Problem::code))
        .bind(until.map_or(0, Timestamp::as_millisecond))
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Everybody of one fate gets another, and is not tried by itself any more.
pub async fn turn_all(tx: &mut Tx, id: &MailingId, from: Fate, to: Fate) -> Result<(), StoreError> {
    let sql = "UPDATE mailing_recipient SET state = $3, try_at = 0 WHERE mailing_id = $1 AND state = $2";
    sqlx::query(sql).bind(id.as_str()).bind(from.code()).bind(to.code()).execute(tx.sql()).await?;
    Ok(())
}

/// The mailing and those it failed to reach wait again, as if never tried.
pub async fn begin_again(tx: &mut Tx, id: &MailingId, due_at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE mailing_recipient SET state = $3, attempts = 0, problem = '', try_at = 0 \
               WHERE mailing_id = $1 AND state = $2";
    sqlx::query(sql)
        .bind(id.as_str())
        .bind(Fate::Failed.code())
        .bind(Fate::Waiting.code())
        .execute(tx.sql())
        .await?;
    sqlx::query("UPDATE mailing SET state = $2, due_at = $3 WHERE id = $1")
        .bind(id.as_str())
        .bind(State::Waiting.code())
        .bind(due_at.as_millisecond())
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// Mailings with messages that were being handed over for longer than that can take.
pub async fn with_lost_track(
    conn: &mut Conn,
    facility: &FacilityId,
    now: Timestamp,
) -> Result<Vec<(RoundId, MailingId)>, StoreError> {
    let sql = "SELECT DISTINCT mailing.round_id, mailing.id FROM mailing_recipient \
               JOIN mailing ON mailing.id = mailing_recipient.mailing_id JOIN round ON round.id = mailing.round_id \
               WHERE round.facility_id = $1 AND mailing_recipient.state = $2 AND mailing_recipient.try_at < $3";
    let rows: Vec<(String, String)> = sqlx::query_as(sql)
        .bind(facility.as_str())
        .bind(Fate::Leaving.code())
        .bind(now.as_millisecond())
        .fetch_all(conn.sql())
        .await?;
    Ok(rows.into_iter().map(|(round, id)| (RoundId::new(round), MailingId::new(id))).collect())
}

/// What was being handed over for longer than that can take: nobody knows whether it left.
pub async fn lose_track(tx: &mut Tx, id: &MailingId, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE mailing_recipient SET state = $3, try_at = 0 WHERE mailing_id = $1 AND state = $2 AND try_at < $4";
    sqlx::query(sql)
        .bind(id.as_str())
        .bind(Fate::Leaving.code())
        .bind(Fate::Unknown.code())
        .bind(now.as_millisecond())
        .execute(tx.sql())
        .await?;
    Ok(())
}

fn from_row(row: Row) -> Result<Mailing, StoreError> {
    let (id, round, kind, subject, body, state, due_at, made_by, made_at) = row;
    let impossible = |column| StoreError::impossible("mailing", column, &id);
    let moment = |millis, column| Timestamp::from_millisecond(millis).map_err(|_| impossible(column));
    Ok(Mailing {
        round: RoundId::new(round),
        kind: Kind::from_code(&kind).ok_or_else(|| impossible("kind"))?,
        subject,
        body,
        state: State::from_code(&state).ok_or_else(|| impossible("state"))?,
        due_at: moment(due_at, "due_at")?,
        made_by,
        made_at: moment(made_at, "made_at")?,
        id: MailingId::new(id),
    })
}

fn fate(code: &str, id: &str) -> Result<Fate, StoreError> {
    Fate::from_code(code).ok_or_else(|| StoreError::impossible("mailing_recipient", "state", id))
}

fn recipient_from_row(
    (person, address, state, attempts, problem): RecipientRow,
) -> Result<Recipient, StoreError> {
    let impossible = |column| StoreError::impossible("mailing_recipient", column, &person);
    Ok(Recipient {
        address: Address::parse(&address).ok_or_else(|| impossible("address"))?,
        fate: fate(&state, &person)?,
        attempts: count("mailing_recipient", "attempts", &person, attempts)?,
        problem: match problem.as_str() {
            "" => None,
            code => Some(Problem::from_code(code).ok_or_else(|| impossible("problem"))?),
        },
        person: PersonId::new(person),
    })
}
