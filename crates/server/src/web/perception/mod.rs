//! 認識の違い: what executives, administrators and staff answer to the same subjects, side by side.

pub mod show;
