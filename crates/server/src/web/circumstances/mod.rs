//! 当院に当てはまるもの: what is said once so that items which cannot apply need no answer.

pub mod change;
