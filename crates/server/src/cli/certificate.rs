//! `tenken certificate`: a self-made TLS certificate for the first day, as two files.

use std::path::PathBuf;

use clap::Args;
use tenken_domain::calendar;

use super::failure::Failure;
use super::output;
use crate::app::Clock;
use crate::secrets::certificate;

/// 初日用の自己署名証明書を作ります
#[derive(Args)]
pub struct Arguments {
    /// 証明書に書く名前。利用者が開くアドレスのホスト名かIPアドレス（くり返し指定できます）
    #[arg(long, value_name = "HOST", required = true)]
    name: Vec<String>,
    /// 証明書の書き出し先（PEM）
    #[arg(long, value_name = "FILE")]
    cert: PathBuf,
    /// 秘密鍵の書き出し先（PEM）
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
}

/// Makes both files.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let names = arguments.name.iter().map(|name| name.trim().to_owned()).collect::<Vec<_>>();
    let is_host = |c: char| c.is_ascii_alphanumeric() || ".-:*".contains(c);
    if let Some(wrong) = names.iter().find(|name| name.is_empty() || !name.chars().all(is_host)) {
        return Err(Failure::usage(format!(
            "--name に「{wrong}」は使えません。ホスト名かIPアドレスを指定してください。"
        )));
    }
    let today = calendar::day_of(Clock::default().now());
    certificate::make(names, today, &arguments.cert, &arguments.key).map_err(Failure::CouldNot)?;
    output::say(&format!(
        "証明書 {} と秘密鍵 {} を作りました。",
        arguments.cert.display(),
        arguments.key.display()
    ));
    output::say("自己署名のため、ブラウザは警告を表示します。院内の証明書が用意できたら置き換えてください。");
    Ok(())
}
