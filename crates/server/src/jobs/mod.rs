//! What the server does by itself, without anybody asking. One file per job; changes go through the actions. No job
//! opens a connection that an administrator did not set up.

mod forget_uploads;
mod remind;
mod send_mail;

use std::time::Duration;

use tenken_domain::facts::Edition;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::config;

/// How long between two looks at whether mail is due.
const PAUSE: Duration = Duration::from_secs(10);
/// How long a message under way may take after the process was asked to stop.
const GRACE: Duration = Duration::from_secs(5);

/// The jobs of a running server.
pub struct Jobs {
    stop: watch::Sender<bool>,
    forgetting: JoinHandle<()>,
    /// None in the sample hospital: its people are made up, and their addresses may be somebody's.
    mail: Option<JoinHandle<()>>,
}

/// Starts the jobs.
pub fn start(app: &App) -> Jobs {
    let (stop, stopped) = watch::channel(false);
    let forgetting = tokio::spawn(forget_uploads::run(app.clone()));
    let mail = match app.edition {
        Edition::Real => Some(tokio::spawn(look_after_mail(app.clone(), stopped))),
        Edition::Sample => None,
    };
    Jobs { stop, forgetting, mail }
}

impl Jobs {
    /// Lets a message that is under way arrive, for a moment.
    pub async fn stop(self) {
        self.forgetting.abort();
        let _ = self.stop.send(true);
        let Some(mut mail) = self.mail else { return };
        if tokio::time::timeout(GRACE, &mut mail).await.is_err() {
            mail.abort();
        }
    }
}

async fn look_after_mail(app: App, mut stopped: watch::Receiver<bool>) {
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
