//! `tenken account`: what can only be done to an account at the machine's own console.

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::output;
use crate::actions::accounts::Recovery;
use crate::actions::{accounts, in_tx};
use crate::app::Console;
use crate::config::StorageSource;

/// アカウントの復旧
#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    wish: Wish,
}

#[derive(Subcommand)]
enum Wish {
    Recover(Recover),
}

/// パスワードや二要素目を失ったシステム管理者に、新しい登録コードを発行します
#[derive(Args)]
struct Recover {
    /// ログイン名
    #[arg(value_name = "ログイン名")]
    login_name: String,
    #[command(flatten)]
    source: StorageSource,
}

/// Runs what was asked for.
pub async fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.wish {
        Wish::Recover(wish) => recover(wish).await,
    }
}

/// Works while the server runs: the code is in the database when it is printed.
async fn recover(wish: &Recover) -> Result<(), Failure> {
    let storage = wish.source.storage().map_err(|error| Failure::CouldNot(error.into()))?;
    let console = Console::open(&storage).await.map_err(Failure::CouldNot)?;
    let (means, name) = (console.means(), wish.login_name.to_lowercase());
    let recovery =
        in_tx(&console.db, move |tx| Box::pin(async move { accounts::recover(tx, &means, &name).await }))
            .await
            .map_err(|error| Failure::CouldNot(error.into()))?;
    console.db.close().await;
    let code = match recovery {
        Recovery::Code(code) => code,
        Recovery::NoSuchAdministrator => {
            let sentence = format!("ログイン名「{}」のシステム管理者はいません。", wish.login_name);
            return Err(Failure::usage(sentence));
        }
        Recovery::Suspended => {
            return Err(Failure::usage(format!(
                "ログイン名「{}」のアカウントは停止中です。ほかのシステム管理者が停止を解除してから、もう一度実行してください。",
                wish.login_name
            )));
        }
    };
    output::say(&format!("登録コード: {code}"));
    let origin = storage.origin.as_deref().unwrap_or_default().trim_end_matches('/');
    output::say(&format!(
        "{origin}/activation を開き、ログイン名とこのコードで新しいパスワードを設定してください（7日間有効、1回限り）。"
    ));
    output::say(
        "これまでのパスワード・二要素目・回復コードは使えなくなり、ログイン中のセッションは終了しました。",
    );
    Ok(())
}
