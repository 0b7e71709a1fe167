//! The binary `tenken`: reads the command line and hands over to one command. Nothing is decided here.

mod actions;
mod app;
mod backup;
mod cli;
mod config;
mod facts;
mod guides;
mod jobs;
mod mail;
mod papers;
mod platform;
mod secrets;
mod text;
mod web;

fn main() -> std::process::ExitCode {
    cli::run()
}
