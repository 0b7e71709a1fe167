//! `tenken demo`: the sample hospital, made afresh at each start through the same actions as a user's, for looking
//! around on this machine only.

mod assignments;
mod evidence;
mod folder;
mod hospital;
mod making;
mod meetings;
mod official_sheets;
mod people;
mod plan;
mod rounds;
mod script;
mod staff_sheets;
mod trainings;
mod vendors;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;
use jiff::civil::Date;
use tenken_domain::calendar;
use tenken_domain::facts::Edition;

use self::making::Making;
use super::failure::Failure;
use super::output;
use super::serve;
use crate::app::{App, Clock, Door};
use crate::config::Settings;
use crate::secrets::random::Randomness;

/// Two sample hospitals of the same day are the same hospital.
const SEED: u64 = 420;

/// サンプル病院を開きます（このコンピューターの中だけ。架空のデータ）
#[derive(Args)]
pub struct Arguments {
    /// サンプルの「今日」（例: 2026-11-22。指定しなければ本日）
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// 待ち受けるアドレスとポート。このコンピューターの中だけ（既定: 127.0.0.1:8080）
    #[arg(long, value_name = "アドレス:ポート", default_value = "127.0.0.1:8080", hide_default_value = true)]
    listen: SocketAddr,
    /// サンプルのデータを置くフォルダ（既定: ./tenken-demo。起動のたびに作り直します）
    #[arg(long, value_name = "フォルダ", default_value = "tenken-demo", hide_default_value = true)]
    data: PathBuf,
}

/// Makes the sample hospital and serves it until asked to stop.
pub async fn run(arguments: &Arguments) -> Result<(), Failure> {
    let wrong = |text: &str| Failure::usage(format!("--today に「{text}」は使えません。例: 2026-11-22"));
    let day = |text: &String| calendar::parse(text).ok_or_else(|| wrong(text));
    let today = arguments.today.as_ref().map(day).transpose()?;
    demo(arguments, today).await.map_err(Failure::CouldNot)
}

async fn demo(arguments: &Arguments, today: Option<Date>) -> anyhow::Result<()> {
    if !arguments.listen.ip().is_loopback() {
        return Err(anyhow!(
            "{} は他の機器から見えるアドレスです。サンプル病院はこのコンピューターの中（127.0.0.1）でだけ開けます。",
            arguments.listen
        ));
    }
    let settings = Settings::on_this_machine(arguments.data.clone(), arguments.listen);
    let listener = serve::take_port(&settings)?;
    folder::make_afresh(&settings.data).await?;
    let clock = today.map_or_else(Clock::default, Clock::standing_on);
    let mut app = App::open(settings, Edition::Sample, clock, Randomness::from_seed(SEED)).await?;
    let today = calendar::day_of(app.clock.now());
    hospital::make(&Making::new(&app, today)?).await?;
    // What was made repeats itself; sessions of those who look around do not.
    app.random = Randomness::from_system();
    output::say(&format!("Tenken サイバーセキュリティ自己点検（サンプル病院）: {}", app.settings.origin));
    output::say("止めるには Ctrl+C を押してください。変えた内容は次に開いたとき元に戻ります。");
    let door = Door::open(listener, &app.settings, today)?;
    app.serve(door).await
}
