//! The two ways to build the browser's side, and what differs between them.

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// What people download: size first.
    Release,
    /// What a developer waits for: time first.
    Dev,
}

impl Profile {
    pub fn name(self) -> &'static str {
        match self {
            Profile::Release => "release",
            Profile::Dev => "dev",
        }
    }

    /// The cargo profile in the workspace manifest, which is also the name of its output folder.
    pub fn cargo_profile(self) -> &'static str {
        match self {
            Profile::Release => "web",
            Profile::Dev => "web-dev",
        }
    }
}
