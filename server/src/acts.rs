//! What the product does: each act asks for its right, writes in one transaction, then tells rooms
//! and people. Does not know: HTTP, HTML.

pub mod notifications;
pub mod seance;
pub mod section_digests;
