//! HTTP and nothing of the product: layers, published files, forms, addresses. Does not know:
//! what a page shows.

pub mod assets;
pub mod error_page;
pub mod forms;
pub mod layers;
pub mod listen;
pub mod local_path;
pub mod preferences;
pub mod qr;
