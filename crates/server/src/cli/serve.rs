//! `tenken` and `tenken serve`: the server of a hospital.

use std::io::ErrorKind;
use std::net::TcpListener;

use anyhow::{Context, bail};
use tenken_domain::calendar;
use tenken_domain::facts::Edition;
use tenken_store::facility;

use super::failure::Failure;
use super::output;
use crate::app::{self, App, Clock, Door};
use crate::config::{Settings, Source};
use crate::secrets::random::Randomness;

/// Serves until asked to stop.
///
/// # Errors
/// A sentence for whoever started the program.
pub async fn run(source: &Source) -> Result<(), Failure> {
    serve(source).await.map_err(Failure::CouldNot)
}

async fn serve(source: &Source) -> anyhow::Result<()> {
    let settings = source.settings()?;
    let listener = take_port(&settings)?;
    let data = settings.data.display().to_string();
    let random = Randomness::from_system();
    let app = App::open(settings, Edition::Real, Clock::default(), random)
        .await
        .with_context(|| format!("データフォルダ {data} を開けません"))?;
    let door = Door::open(listener, &app.settings, calendar::day_of(app.clock.now()))?;
    announce(&app).await?;
    app.serve(door).await
}

/// Takes the port, or says in a sentence why not.
pub fn take_port(settings: &Settings) -> anyhow::Result<TcpListener> {
    app::listen(settings).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow::anyhow!(
            "{} は他のプログラムが使用中です。--listen で別のポートを指定してください。",
            settings.listen
        ),
        _ => anyhow::anyhow!("{} で待ち受けできません: {error}", settings.listen),
    })
}

/// A server goes on where nobody reads what it prints.
async fn announce(app: &App) -> anyhow::Result<()> {
    let hospital = facility::only(&mut app.db.reader().await?).await?;
    if hospital.as_ref().is_some_and(|hospital| hospital.edition == Edition::Sample) {
        bail!(
            "このフォルダはサンプル病院のものです。本番には使えません。--data で別のフォルダを指定してください。"
        );
    }
    output::say(&format!("Tenken サイバーセキュリティ自己点検: {}", app.settings.origin));
    if hospital.is_none() {
        output::say("ブラウザで上のアドレスを開き、次のコードで初期設定をしてください（30分間有効）。");
        output::say(&format!("設定コード: {}", app.new_setup_code()));
    }
    Ok(())
}
