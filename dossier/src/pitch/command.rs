//! What the buttons of who presents ask for. Owns: [`Command`] and its words. Does not know: who
//! may press them.

/// A button of the presenter's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Begins the talk in public.
    Start,
    /// Begins it for who presents alone.
    Rehearse,
    /// Turns so many slides, so that two presses in a row are two slides.
    Turn(isize),
    Pause,
    Resume,
    Stop,
    /// Forgets an earlier run, by its id.
    Forget(String),
}

impl Command {
    /// As it travels in forms: `start`, `turn:-1`, `forget:0192`.
    pub fn as_word(&self) -> String {
        match self {
            Command::Start => "start".to_owned(),
            Command::Rehearse => "rehearse".to_owned(),
            Command::Turn(by) => format!("turn:{by}"),
            Command::Pause => "pause".to_owned(),
            Command::Resume => "resume".to_owned(),
            Command::Stop => "stop".to_owned(),
            Command::Forget(id) => format!("forget:{id}"),
        }
    }

    pub fn parse(word: &str) -> Option<Command> {
        Some(match word.split_once(':') {
            None => match word {
                "start" => Command::Start,
                "rehearse" => Command::Rehearse,
                "pause" => Command::Pause,
                "resume" => Command::Resume,
                "stop" => Command::Stop,
                _ => return None,
            },
            Some(("turn", by)) => Command::Turn(by.parse().ok()?),
            Some(("forget", id)) if !id.is_empty() => Command::Forget(id.to_owned()),
            Some(_) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_button_is_read_as_it_is_spelt_and_nothing_else_is_one() {
        let bare = [Command::Start, Command::Rehearse, Command::Pause, Command::Resume];
        let turns = [isize::MIN, -1, 0, 1, isize::MAX].map(Command::Turn);
        let others = [Command::Stop, Command::Forget("0192:a".to_owned())];
        for command in bare.into_iter().chain(turns).chain(others) {
            assert_eq!(Command::parse(&command.as_word()), Some(command));
        }
        for word in ["", "turn", "turn:", "turn:one", "forget:", "start:1", "leave:1"] {
            assert_eq!(Command::parse(word), None, "{word}");
        }
    }
}
