//! Inquiries, what vendors answered, and the log of the chase.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use tenken_domain::id::{CatalogId, ChecklistId, FacilityId, InquiryId, ItemId, VendorId};
use tenken_domain::inquiry::{Chase, ChaseWay, Inquiry, Question, Receipt, Reply, State, Way};
use tenken_domain::mark::Mark;

use crate::{Conn, StoreError, Tx};

type Text = Option<String>;
type Row = (
    String,
    String,
    String,
    String,
    String,
    Text,
    String,
    String,
    Text,
    Text,
    Text,
    Text,
    i64,
    i64,
    String,
    i64,
);

// The day of the 再依頼 that was written down last; none where it was asked once only.
macro_rules! new_due {
    () => {
        "(SELECT c.new_due FROM inquiry_chase c WHERE c.inquiry_id = inquiry.id AND c.new_due IS NOT NULL \
         ORDER BY c.written_at DESC, c.id DESC LIMIT 1)"
    };
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, vendor_id, system, catalog_id, due, ",
            new_due!(),
            ", message, state, sent_on, state_on, answered_by, ",
            "answered_way, revision, link_salt, made_by, made_at FROM inquiry ",
            $rest
        )
    };
}

macro_rules! question_columns {
    ($rest:literal) => {
        concat!(
            "SELECT q.inquiry_id, q.list_id, q.item_id, q.mark, q.comment, q.target_on FROM inquiry_question q ",
            "JOIN inquiry i ON i.id = q.inquiry_id ",
            $rest
        )
    };
}

/// All inquiries of a hospital, the latest first.
pub async fn all(conn: &mut Conn, facility: &FacilityId) -> Result<Vec<Inquiry>, StoreError> {
    let sql = columns!("WHERE facility_id = $1 ORDER BY made_at DESC, id DESC");
    let rows: Vec<Row> = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let sql = question_columns!("WHERE i.facility_id = $1 ORDER BY q.inquiry_id, q.position");
    let questions = sqlx::query_as(sql).bind(facility.as_str()).fetch_all(conn.sql()).await?;
    let mut questions = by_inquiry(questions)?;
    rows.into_iter().map(|row| from_row(row, &mut questions)).collect()
}

/// The inquiry with this id, if it is this hospital's.
pub async fn find(
    conn: &mut Conn,
    facility: &FacilityId,
    id: &InquiryId,
) -> Result<Option<Inquiry>, StoreError> {
    let sql = columns!("WHERE facility_id = $1 AND id = $2");
    let query = sqlx::query_as(sql).bind(facility.as_str()).bind(id.as_str());
    let row: Option<Row> = query.fetch_optional(conn.sql()).await?;
    let sql = question_columns!("WHERE i.facility_id = $1 AND i.id = $2 ORDER BY q.position");
    let query = sqlx::query_as(sql).bind(facility.as_str()).bind(id.as_str());
    let mut questions = by_inquiry(query.fetch_all(conn.sql()).await?)?;
    row.map(|row| from_row(row, &mut questions)).transpose()
}

/// How many of a hospital's inquiries should have been answered by this day and were not.
pub async fn overdue(conn: &mut Conn, facility: &FacilityId, today: Date) -> Result<i64, StoreError> {
    let sql = concat!(
        "SELECT COUNT(*) FROM inquiry WHERE facility_id = $1 AND state IN ('sent', 'asked-again') AND COALESCE(",
        new_due!(),
        ", due) < $2"
    );
    let query = sqlx::query_scalar(sql).bind(facility.as_str()).bind(today.to_string());
    Ok(query.fetch_one(conn.sql()).await?)
}

/// Whose inquiry a link opens, by the hash of its token.
pub async fn by_token(conn: &mut Conn, hash: &str) -> Result<Option<(FacilityId, InquiryId)>, StoreError> {
    let sql = "SELECT facility_id, id FROM inquiry WHERE token_hash = $1";
    let row: Option<(String, String)> = sqlx::query_as(sql).bind(hash).fetch_optional(conn.sql()).await?;
    Ok(row.map(|(facility, id)| (FacilityId::new(facility), InquiryId::new(id))))
}

type QuestionRow = (String, String, String, String, String, Text);

fn by_inquiry(rows: Vec<QuestionRow>) -> Result<BTreeMap<String, Vec<Question>>, StoreError> {
    let mut all: BTreeMap<String, Vec<Question>> = BTreeMap::new();
    for (inquiry, list, item, mark, comment, target) in rows {
        let impossible = |column| StoreError::impossible("inquiry_question", column, &inquiry);
        let mark = match mark.as_str() {
            "" => None,
            code => Some(Mark::from_code(code).ok_or_else(|| impossible("mark"))?),
        };
        let target = target.map(|day| day.parse().map_err(|_| impossible("target_on"))).transpose()?;
        let (list, item) = (ChecklistId::new(list), ItemId::new(item));
        all.entry(inquiry).or_default().push(Question {
            list,
            item,
            answer: Reply { mark, comment, target },
        });
    }
    Ok(all)
}

fn from_row(row: Row, questions: &mut BTreeMap<String, Vec<Question>>) -> Result<Inquiry, StoreError> {
    let (
        id,
        vendor,
        system,
        catalog,
        due,
        again_due,
        message,
        state,
        sent,
        since,
        by,
        way,
        revision,
        salt,
        made_by,
        at,
    ) = row;
    let impossible = |column| StoreError::impossible("inquiry", column, &id);
    let day = |column, text: Text| -> Result<Option<Date>, StoreError> {
        text.map(|day| day.parse().map_err(|_| impossible(column))).transpose()
    };
    let (sent, since) = (day("sent_on", sent)?, day("state_on", since)?);
    let way = way.map(|way| Way::from_code(&way).ok_or_else(|| impossible("answered_way"))).transpose()?;
    let state = match (state.as_str(), sent, since, (by, way)) {
        ("draft", None, None, (None, None)) => State::Draft,
        ("sent", Some(on), None, (None, None)) => State::Sent { on },
        ("asked-again", Some(sent), Some(again), (None, None)) => State::AskedAgain { sent, again },
        ("handed-in", Some(sent), Some(on), (Some(by), Some(way))) => {
            State::HandedIn { sent, receipt: Receipt { on, by, way } }
        }
        ("withdrawn", None, Some(on), (None, None)) => State::Withdrawn { on },
        _ => return Err(impossible("state")),
    };
    let first_due = due.parse().map_err(|_| impossible("due"))?;
    Ok(Inquiry {
        vendor: VendorId::new(vendor),
        system,
        catalog: CatalogId::new(catalog),
        due: day("new_due", again_due)?.unwrap_or(first_due),
        first_due,
        message,
        questions: questions.remove(&id).unwrap_or_default(),
        state,
        revision,
        link_salt: salt,
        made_by,
        made_at: Timestamp::from_millisecond(at).map_err(|_| impossible("made_at"))?,
        id: InquiryId::new(id),
    })
}

/// Adds an inquiry with its questions; `token_hash` finds it by its link.
pub async fn insert(
    tx: &mut Tx,
    facility: &FacilityId,
    inquiry: &Inquiry,
    token_hash: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO inquiry (id, facility_id, vendor_id, system, catalog_id, due, message, state, revision, \
               link_salt, token_hash, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, $9, $10, $11, $12)";
    sqlx::query(sql)
        .bind(inquiry.id.as_str())
        .bind(facility.as_str())
        .bind(inquiry.vendor.as_str())
        .bind(&inquiry.system)
        .bind(inquiry.catalog.as_str())
        .bind(inquiry.first_due.to_string())
        .bind(&inquiry.message)
        .bind(inquiry.revision)
        .bind(inquiry.link_salt)
        .bind(token_hash)
        .bind(&inquiry.made_by)
        .bind(inquiry.made_at.as_millisecond())
        .execute(tx.sql())
        .await?;
    let sql = "INSERT INTO inquiry_question (inquiry_id, position, list_id, item_id, mark, comment) \
               VALUES ($1, $2, $3, $4, '', '')";
    for (position, question) in (0_i64..).zip(&inquiry.questions) {
        let query = sqlx::query(sql).bind(inquiry.id.as_str()).bind(position);
        query.bind(question.list.as_str()).bind(question.item.as_str()).execute(tx.sql()).await?;
    }
    Ok(())
}

/// How far it is.
pub async fn set_state(tx: &mut Tx, id: &InquiryId, state: &State) -> Result<(), StoreError> {
    let (sent, since, receipt) = match state {
        State::Draft => (None, None, None),
        State::Sent { on } => (Some(on), None, None),
        State::AskedAgain { sent, again } => (Some(sent), Some(again), None),
        State::HandedIn { sent, receipt } => (Some(sent), Some(&receipt.on), Some(receipt)),
        State::Withdrawn { on } => (None, Some(on), None),
    };
    let sql = "UPDATE inquiry SET state = $2, sent_on = $3, state_on = $4, answered_by = $5, answered_way = $6 \
               WHERE id = $1";
    sqlx::query(sql)
        .bind(id.as_str())
        .bind(state.code())
        .bind(sent.map(Date::to_string))
        .bind(since.map(Date::to_string))
        .bind(receipt.map(|receipt| receipt.by.as_str()))
        .bind(receipt.map(|receipt| receipt.way.code()))
        .execute(tx.sql())
        .await?;
    Ok(())
}

/// The answers as they stand in this inquiry, and its count of changes.
pub async fn set_answers(tx: &mut Tx, inquiry: &Inquiry) -> Result<(), StoreError> {
    let sql = "UPDATE inquiry_question SET mark = $3, comment = $4, target_on = $5 \
               WHERE inquiry_id = $1 AND item_id = $2";
    for Question { item, answer, .. } in &inquiry.questions {
        sqlx::query(sql)
            .bind(inquiry.id.as_str())
            .bind(item.as_str())
            .bind(answer.mark.map_or("", Mark::code))
            .bind(&answer.comment)
            .bind(answer.target.map(|day| day.to_string()))
            .execute(tx.sql())
            .await?;
    }
    let sql = "UPDATE inquiry SET revision = $2 WHERE id = $1";
    sqlx::query(sql).bind(inquiry.id.as_str()).bind(inquiry.revision).execute(tx.sql()).await?;
    Ok(())
}

/// A new link: the old one opens nothing any more.
pub async fn set_link(tx: &mut Tx, id: &InquiryId, (salt, hash): (i64, &str)) -> Result<(), StoreError> {
    let sql = "UPDATE inquiry SET link_salt = $2, token_hash = $3 WHERE id = $1";
    sqlx::query(sql).bind(id.as_str()).bind(salt).bind(hash).execute(tx.sql()).await?;
    Ok(())
}

/// Adds a line to the log of the chase; a new due date in it is the inquiry's from then on.
pub async fn chase(tx: &mut Tx, inquiry: &InquiryId, (id, chase): (&str, &Chase)) -> Result<(), StoreError> {
    let sql = "INSERT INTO inquiry_chase (id, inquiry_id, day, way, whom, said, new_due, written_by, written_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    sqlx::query(sql)
        .bind(id)
        .bind(inquiry.as_str())
        .bind(chase.day.to_string())
        .bind(chase.way.code())
        .bind(&chase.whom)
        .bind(&chase.said)
        .bind(chase.new_due.map(|day| day.to_string()))
        .bind(&chase.written_by)
        .bind(chase.written_at.as_millisecond())
        .execute(tx.sql())
        .await?;
    Ok(())
}

type ChaseRow = (String, String, String, String, String, Text, String, i64);

/// The log of the chase of an inquiry, the latest first.
pub async fn chases(conn: &mut Conn, inquiry: &InquiryId) -> Result<Vec<Chase>, StoreError> {
    let sql = "SELECT id, day, way, whom, said, new_due, written_by, written_at FROM inquiry_chase \
               WHERE inquiry_id = $1 ORDER BY day DESC, written_at DESC, id DESC";
    let rows: Vec<ChaseRow> = sqlx::query_as(sql).bind(inquiry.as_str()).fetch_all(conn.sql()).await?;
    rows.into_iter().map(chase_from_row).collect()
}

fn chase_from_row(row: ChaseRow) -> Result<Chase, StoreError> {
    let (id, day, way, whom, said, new_due, written_by, at) = row;
    let impossible = |column| StoreError::impossible("inquiry_chase", column, &id);
    Ok(Chase {
        day: day.parse().map_err(|_| impossible("day"))?,
        way: ChaseWay::from_code(&way).ok_or_else(|| impossible("way"))?,
        whom,
        said,
        new_due: new_due.map(|day| day.parse().map_err(|_| impossible("new_due"))).transpose()?,
        written_by,
        written_at: Timestamp::from_millisecond(at).map_err(|_| impossible("written_at"))?,
    })
}
