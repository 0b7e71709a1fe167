//! Rebuilds the crate when a file under `catalog/` changes or appears: the catalogs are compiled in.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../catalog");
}
