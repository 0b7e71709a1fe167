//! Makes the mailing of each planned reminder whose day and hour have come. The mailing then waits like any other.

use tenken_domain::reminder::Way;
use tenken_domain::round::Round;
use tenken_store::{facility, reminder, round};

use crate::actions::{Failure, Never, in_tx_or_excused, mail_servers, reminders};
use crate::app::App;

pub async fn run(app: &App) -> Result<(), Failure<Never>> {
    let mut conn = app.db.reader().await?;
    let Some(facility) = facility::only(&mut conn).await?.map(|facility| facility.id) else { return Ok(()) };
    if !mail_servers::is_ready(&mut conn, &facility).await? {
        return Ok(());
    }
    let now = app.clock.now();
    let mut due = Vec::new();
    for round in round::all(&mut conn, &facility).await?.into_iter().filter(Round::is_open) {
        let planned = reminder::of_round(&mut conn, &round.id).await?.into_iter();
        due.extend(planned.filter(|one| one.way == Way::Mail && one.is_due(round.period, now)));
    }
    drop(conn);
    for reminder in due {
        let (means, facility) = (app.means(""), facility.clone());
        in_tx_or_excused(&app.db, move |tx| {
            Box::pin(async move {
                let which = (&reminder.round, &reminder.id);
                reminders::make_due(tx, (&means, &facility), which).await
            })
        })
        .await?;
    }
    Ok(())
}
