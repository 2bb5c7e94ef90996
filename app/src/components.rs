//! Pieces that several pages share. Does not know: which page.

pub mod account_fields;
pub mod account_navigation;
pub mod banner;
pub mod field;
pub mod home_drawing;
pub mod mark;
pub mod print;
pub mod qr;
pub mod status;
