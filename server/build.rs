//! Tells cargo that the migrations are part of the server: the macro that embeds them only sees the
//! files that exist when it runs.

fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
