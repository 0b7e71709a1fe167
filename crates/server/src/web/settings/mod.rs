//! 設定: where everything that only some people change is found.

pub mod show;
