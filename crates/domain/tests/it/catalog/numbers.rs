//! A hospital that holds the printed sheet puts numbers right.
