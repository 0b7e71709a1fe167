//! Files that nobody said yes or no to are forgotten.

use std::time::Duration;

use crate::actions::uploads;
use crate::app::App;

/// How often it is looked for such files.
const EVERY: Duration = Duration::from_secs(5 * 60);

/// Looks at once, then again and again until the process ends.
pub async fn run(app: App) {
    loop {
        if let Err(error) = uploads::sweep(&app.db, &app.means("")).await {
            tracing::warn!(%error, "files that wait too long were not forgotten");
        }
        tokio::time::sleep(EVERY).await;
    }
}
