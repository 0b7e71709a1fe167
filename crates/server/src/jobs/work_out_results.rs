//! What the latest closed rounds may show is worked out after a start, before anybody waits for it.

use tenken_domain::calendar;
use tenken_domain::round::Round;
use tenken_store::{facility, round};

use crate::app::App;
use crate::facts::round_facts;

/// So many of the latest rounds: those that a first page and a trend of several years look back on.
const MOST: usize = 12;

/// Works them out one after the other and ends; what a page needs earlier it works out itself.
pub async fn run(app: App) {
    if let Err(error) = work_out(&app).await {
        tracing::warn!(%error, "results were not worked out beforehand");
    }
}

async fn work_out(app: &App) -> anyhow::Result<()> {
    let Some(facility) = facility::only(&mut app.db.reader().await?).await? else { return Ok(()) };
    let rounds = round::all(&mut app.db.reader().await?, &facility.id).await?;
    let today = calendar::day_of(app.clock.now());
    for round in rounds.iter().filter(|round| Round::is_closed(round)).take(MOST) {
        let Some(catalog) = app.catalog(&round.catalog) else { continue };
        let mut conn = app.db.reader().await?;
        round_facts(&mut conn, (app.sources(), catalog), (&facility, round), today).await?;
    }
    Ok(())
}
