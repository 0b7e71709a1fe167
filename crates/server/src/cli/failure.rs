//! How a command fails: by what it was given (exit 2, every mistake a line) or by itself (exit 1).

use std::process::ExitCode;

use tenken_domain::catalog::Problem;

use crate::platform;

/// Why a command did nothing.
#[derive(Debug)]
pub enum Failure {
    /// Wrong usage or bad input; one line each, for stderr.
    BadInput(Vec<String>),
    /// What was asked for could not be done; the sentence says why (exit 1).
    CouldNot(anyhow::Error),
    /// Nobody's input is to blame.
    Internal(anyhow::Error),
}

impl Failure {
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self::BadInput(vec![sentence.into()])
    }

    /// A line per problem, always `FILE:PLACE: 文`: what concerns a whole file is said of its first row.
    pub fn problems(problems: &[Problem]) -> Self {
        let line = |problem: &Problem| {
            let place = problem.place.as_deref().unwrap_or("1");
            one_line(&format!("{}:{place}: {}", problem.file, problem.sentence))
        };
        Self::BadInput(problems.iter().map(line).collect())
    }

    /// Lines of that form, made elsewhere.
    pub fn problem_lines(lines: impl Iterator<Item = String>) -> Self {
        Self::BadInput(lines.map(|line| one_line(&line)).collect())
    }

    /// Says on stderr what went wrong.
    pub fn report(self) -> ExitCode {
        match self {
            Self::BadInput(lines) => {
                lines.iter().for_each(|line| eprintln!("{line}"));
                ExitCode::from(2)
            }
            Self::CouldNot(error) => {
                why(&error).lines().for_each(|line| eprintln!("{}", one_line(line)));
                ExitCode::FAILURE
            }
            Self::Internal(error) => {
                format!("内部エラー：{}", why(&error))
                    .lines()
                    .for_each(|line| eprintln!("{}", one_line(line)));
                ExitCode::FAILURE
            }
        }
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

/// The whole chain of reasons, in Japanese as far as it has words for them.
fn why(error: &anyhow::Error) -> String {
    let reasons: Vec<String> = error.chain().map(reason).collect();
    reasons.join(": ")
}

fn reason(error: &(dyn std::error::Error + 'static)) -> String {
    if let Some(error) = error.downcast_ref::<std::io::Error>() {
        return platform::said(error);
    }
    match error.downcast_ref::<rustls::Error>() {
        Some(rustls::Error::InconsistentKeys(_)) => "証明書と秘密鍵が対になっていません。".to_owned(),
        Some(rustls::Error::NoCertificatesPresented) => "証明書がファイルに入っていません。".to_owned(),
        Some(_) | None => error.to_string(),
    }
}

/// File names may hold line breaks and commands to the terminal; neither belongs into a message.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '␣' } else { c }).collect()
}
