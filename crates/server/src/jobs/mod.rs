//! What the program does by itself at its time, beside answering requests. Each job is a file: it looks what is due and
//! calls the actions. No job opens a connection that an administrator did not set up.

mod forget_uploads;
mod remind;
mod send_mail;

use std::time::Duration;

use tenken_domain::facts::Edition;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::config;

/// How long between two looks at what is due.
const PAUSE: Duration = Duration::from_secs(10);
/// How long a message under way may take after the process was asked to stop.
const GRACE: Duration = Duration::from_secs(5);

/// The jobs of a running server.
pub struct Jobs {
    stop: watch::Sender<bool>,
    forgetting: JoinHandle<()>,
    /// The sample hospital sends no mail: its people are made up, and their addresses may be somebody's.
    mail: Option<JoinHandle<()>>,
}

/// Starts the jobs.
pub fn start(app: &App) -> Jobs {
    let (stop, stopped) = watch::channel(false);
    let mail = match app.edition {
        Edition::Real => Some(tokio::spawn(run(app.clone(), stopped))),
        Edition::Sample => None,
    };
    Jobs { stop, forgetting: tokio::spawn(forget_uploads::run(app.clone())), mail }
}

impl Jobs {
    /// Lets what is under way finish, for a moment.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        self.forgetting.abort();
        let Some(mut mail) = self.mail else { return };
        if tokio::time::timeout(GRACE, &mut mail).await.is_err() {
            mail.abort();
        }
    }
}

async fn run(app: App, mut stopped: watch::Receiver<bool>) {
    let pause = if config::moved_clock().is_some() { Duration::from_millis(100) } else { PAUSE };
    let mut looks = tokio::time::interval(pause);
    looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = looks.tick() => {}
            _ = stopped.changed() => return,
        }
        if let Err(error) = remind::run(&app).await {
            tracing::error!(%error, "a planned reminder was not made");
        }
        if let Err(error) = send_mail::run(&app, &stopped).await {
            tracing::error!(%error, "mail was not sent");
        }
    }
}
