//! Hands over, one by one, the messages of every mailing that is due. Without a mail server that an administrator set
//! up it opens no connection.

use futures_util::future::BoxFuture;
use tenken_domain::id::{FacilityId, MailingId, RoundId};
use tenken_domain::mailing::Problem;
use tenken_store::{Tx, facility, mailing, round};
use tokio::sync::watch;

use crate::actions::mailings::{self, Claim, Desk};
use crate::actions::{Failure, Never, Unrecorded, in_tx_or_excused, mail_servers};
use crate::app::App;
use crate::mail::{self, Connection, Login, Outcome};

/// A mailing by its round, with what is to be done with it now.
struct Due {
    round: RoundId,
    mailing: MailingId,
    step: Step,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Messages of a process that ended in the middle of handing over.
    LoseTrack,
    /// It must not leave any more.
    GiveUp,
    Send,
}

pub async fn run(app: &App, stopped: &watch::Receiver<bool>) -> Result<(), Failure<Never>> {
    let mut conn = app.db.reader().await?;
    let Some(facility) = facility::only(&mut conn).await?.map(|facility| facility.id) else { return Ok(()) };
    let own_port = app.settings.listen.port();
    let login = mail_servers::login(&mut conn, (&facility, &app.keys), own_port).await?;
    drop(conn);
    for due in due(app, &facility).await? {
        let desk = || desk(app, &facility, &due);
        match (due.step, &login) {
            (Step::LoseTrack, _) => {
                write(app, desk(), |tx, desk| Box::pin(mailings::lose_track(tx, desk))).await?;
            }
            (Step::GiveUp, _) => {
                write(app, desk(), |tx, desk| Box::pin(mailings::give_up(tx, desk))).await?;
            }
            (Step::Send, Some(login)) => send(app, &desk, login, stopped).await?,
            (Step::Send, None) => {}
        }
    }
    Ok(())
}

/// What is due now, over all mailings.
async fn due(app: &App, facility: &FacilityId) -> Result<Vec<Due>, Failure<Never>> {
    let (now, mut conn) = (app.clock.now(), app.db.reader().await?);
    let lost = mailing::with_lost_track(&mut conn, facility, now).await?.into_iter();
    let mut due: Vec<Due> =
        lost.map(|(round, mailing)| Due { round, mailing, step: Step::LoseTrack }).collect();
    for one in mailing::unfinished(&mut conn, facility).await?.into_iter().filter(|one| one.is_due(now)) {
        let Some(round) = round::find(&mut conn, facility, &one.round).await? else { continue };
        let has_lapsed = mailings::has_lapsed(&round, &one, now);
        let step = if has_lapsed { Step::GiveUp } else { Step::Send };
        if has_lapsed || mailing::has_due(&mut conn, &one.id, now).await? {
            due.push(Due { round: round.id, mailing: one.id, step });
        }
    }
    Ok(due)
}

/// Takes, hands over and notes message by message, until nobody is due, the server cannot be used, or the process is
/// to stop.
async fn send(
    app: &App,
    desk: &impl Fn() -> Desk,
    login: &Login,
    stopped: &watch::Receiver<bool>,
) -> Result<(), Failure<Never>> {
    let mut connection: Option<Connection> = None;
    while !*stopped.borrow() {
        let claim = write(app, desk(), |tx, desk| Box::pin(mailings::claim(tx, desk))).await?;
        let Claim::Letter(taken, letter) = claim else { break };
        let (outcome, problem) = match connected(&mut connection, login).await {
            Ok(open) => (open.send(&letter).await, None),
            Err(problem) => (Outcome::NotNow(problem), Some(problem)),
        };
        write(app, desk(), move |tx, desk| Box::pin(mailings::note(tx, desk, taken, outcome))).await?;
        if let Some(problem) = problem {
            write(app, desk(), move |tx, desk| Box::pin(mailings::postpone(tx, desk, problem))).await?;
            break;
        }
        if outcome != Outcome::Taken {
            connection = None;
        }
    }
    if let Some(open) = connection {
        open.close().await;
    }
    Ok(())
}

/// The connection of before, or a new one.
async fn connected<'c>(
    connection: &'c mut Option<Connection>,
    login: &Login,
) -> Result<&'c mut Connection, Problem> {
    if connection.is_none() {
        *connection = Some(mail::open(login).await?);
    }
    connection.as_mut().ok_or(Problem::Unreachable)
}

fn desk(app: &App, facility: &FacilityId, due: &Due) -> Desk {
    Desk {
        means: app.means(""),
        facility: facility.clone(),
        round: due.round.clone(),
        mailing: due.mailing.clone(),
        origin: app.settings.origin.clone(),
    }
}

async fn write<T, F>(app: &App, desk: Desk, step: F) -> Result<T, Failure<Never>>
where
    F: for<'t> FnOnce(&'t mut Tx, &'t Desk) -> BoxFuture<'t, Result<(T, Option<Unrecorded>), Failure<Never>>>
        + Send
        + 'static,
    T: Send + 'static,
{
    in_tx_or_excused(&app.db, move |tx| Box::pin(async move { step(tx, &desk).await })).await
}
