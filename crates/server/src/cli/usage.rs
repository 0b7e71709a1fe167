//! Help and complaints about the command line, in Japanese: clap parses, but its own sentences are English.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Arg, ArgAction, CommandFactory, FromArgMatches};

use super::output;

/// The order of a help text.
pub const TEMPLATE: &str = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}";

/// Parses the command line, or says what is wrong with it (exit 2) or what help was asked for (exit 0).
pub fn parse<A: CommandFactory + FromArgMatches>() -> Result<A, ExitCode> {
    let command = in_japanese(A::command());
    command
        .try_get_matches()
        .and_then(|matches| A::from_arg_matches(&matches))
        .map_err(|error| answer(&error))
}

/// Gives a command and all below it Japanese headings and help options.
fn in_japanese(command: clap::Command) -> clap::Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("この説明を表示します");
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let has_version = command.get_version().is_some();
    let command =
        command.disable_help_flag(true).disable_version_flag(true).help_template(TEMPLATE).arg(help);
    let command = if has_version { command.arg(version.help("版を表示します")) } else { command };
    let heading = |arg: &Arg| if arg.is_positional() { "引数" } else { "オプション" };
    let command = command.mut_args(|arg| {
        let heading = heading(&arg);
        arg.help_heading(heading)
    });
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, in_japanese))
}

fn answer(error: &Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let shown = output::write_stdout(error.render().to_string().as_bytes());
            shown.map_or_else(|failure| failure.report(), |()| ExitCode::SUCCESS)
        }
        _ => {
            eprintln!("{}\n使い方は tenken --help で確かめられます。", sentence(error));
            ExitCode::from(2)
        }
    }
}

fn sentence(error: &Error) -> String {
    let told = |kind| error.get(kind).map(words).filter(|words| !words.is_empty());
    let argument = told(ContextKind::InvalidArg).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!(
                "「{}」というコマンドはありません。",
                told(ContextKind::InvalidSubcommand).unwrap_or_default()
            )
        }
        ErrorKind::UnknownArgument => format!("「{argument}」という指定はありません。"),
        ErrorKind::MissingRequiredArgument => format!("{argument} の指定が必要です。"),
        ErrorKind::ArgumentConflict => format!("{argument} は2回、またはほかの指定と同時には使えません。"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            match (told(ContextKind::InvalidValue), told(ContextKind::ValidValue)) {
                (None, _) => format!("{argument} に値がありません。"),
                (Some(value), None) => format!("{argument} に「{value}」は使えません。"),
                (Some(value), Some(valid)) => {
                    format!("{argument} に「{value}」は使えません。使えるのは {valid} です。")
                }
            }
        }
        _ => "指定の仕方が正しくありません。".to_owned(),
    }
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        _ => String::new(),
    }
}
