//! What the buttons of the remote ask for. Owns: [`Command`] and its words. Does not know: who may
//! press which, what is typed beside a button.

use super::wall::Shown;

/// A button of the remote. An id is that of the idea, turn or vote it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Takes an idea from the wall.
    Hide(String),
    /// Puts an idea back.
    Restore(String),
    /// Groups an idea with another one, which is chosen beside the button.
    Merge(String),
    /// Adopts an idea into the dossier, at the target that is chosen.
    Adopt(String),
    /// Leaves an idea out, for the reason that is typed.
    Leave(String),
    /// Blocks the device that an idea came from.
    Block(String),
    Unblock(String),
    /// Opens or closes the list of ideas.
    Ideas(Switch),
    /// Gives the floor to a turn that waits.
    GiveTurn(String),
    /// Ends the turn of who speaks.
    EndTurn,
    /// Takes a turn off the list.
    DropTurn(String),
    /// Puts somebody without a device on the list, under the quality that is chosen.
    AddTurn,
    /// Takes the remote.
    Take,
    /// Goes to a step of the plan, from 0.
    Step(usize),
    Pause,
    Resume,
    /// Ends the séance.
    End,
    Show(Shown),
    /// Shows what is chosen beside the button, as [`Shown`] is spelt.
    ShowChosen,
    /// Turns so many screenfuls.
    Page(i16),
    Zoom(i8),
    /// Shows the comments beside the section, or hides them.
    Comments(Switch),
    /// Highlights the passage that is named beside the button.
    Highlight,
    Unhighlight,
    /// Opens a dot vote with as many dots as are typed.
    OpenDots,
    /// Opens a round of consent on the proposal that is typed.
    OpenConsent,
    CloseVote(String),
    /// Shows the results of a vote to the hall.
    Reveal(String),
    Conceal(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    On,
    Off,
}

impl Switch {
    fn as_str(self) -> &'static str {
        match self {
            Switch::On => "on",
            Switch::Off => "off",
        }
    }

    fn parse(word: &str) -> Option<Switch> {
        match word {
            "on" => Some(Switch::On),
            "off" => Some(Switch::Off),
            _ => None,
        }
    }

    pub fn is_on(self) -> bool {
        self == Switch::On
    }
}

impl Command {
    /// As it travels in forms: `take`, `step:2`, `show:section:budget`, `hide:0192`.
    pub fn as_word(&self) -> String {
        let (verb, about) = match self {
            Command::Hide(id) => ("hide", id.clone()),
            Command::Restore(id) => ("restore", id.clone()),
            Command::Merge(id) => ("merge", id.clone()),
            Command::Adopt(id) => ("adopt", id.clone()),
            Command::Leave(id) => ("leave", id.clone()),
            Command::Block(id) => ("block", id.clone()),
            Command::Unblock(id) => ("unblock", id.clone()),
            Command::Ideas(to) => ("ideas", to.as_str().to_owned()),
            Command::GiveTurn(id) => ("give-turn", id.clone()),
            Command::EndTurn => return "end-turn".to_owned(),
            Command::DropTurn(id) => ("drop-turn", id.clone()),
            Command::AddTurn => return "add-turn".to_owned(),
            Command::Take => return "take".to_owned(),
            Command::Step(at) => ("step", at.to_string()),
            Command::Pause => return "pause".to_owned(),
            Command::Resume => return "resume".to_owned(),
            Command::End => return "end".to_owned(),
            Command::Show(shown) => ("show", shown.as_word()),
            Command::ShowChosen => return "show-chosen".to_owned(),
            Command::Page(by) => ("page", by.to_string()),
            Command::Zoom(by) => ("zoom", by.to_string()),
            Command::Comments(to) => ("comments", to.as_str().to_owned()),
            Command::Highlight => return "highlight".to_owned(),
            Command::Unhighlight => return "unhighlight".to_owned(),
            Command::OpenDots => return "open-dots".to_owned(),
            Command::OpenConsent => return "open-consent".to_owned(),
            Command::CloseVote(id) => ("close-vote", id.clone()),
            Command::Reveal(id) => ("reveal", id.clone()),
            Command::Conceal(id) => ("conceal", id.clone()),
        };
        format!("{verb}:{about}")
    }

    pub fn parse(word: &str) -> Option<Command> {
        let Some((verb, about)) = word.split_once(':') else { return Command::parse_bare(word) };
        let id = (!about.is_empty()).then(|| about.to_owned());
        Some(match verb {
            "hide" => Command::Hide(id?),
            "restore" => Command::Restore(id?),
            "merge" => Command::Merge(id?),
            "adopt" => Command::Adopt(id?),
            "leave" => Command::Leave(id?),
            "block" => Command::Block(id?),
            "unblock" => Command::Unblock(id?),
            "ideas" => Command::Ideas(Switch::parse(about)?),
            "give-turn" => Command::GiveTurn(id?),
            "drop-turn" => Command::DropTurn(id?),
            "step" => Command::Step(about.parse().ok()?),
            "show" => Command::Show(Shown::parse(about)?),
            "page" => Command::Page(about.parse().ok()?),
            "zoom" => Command::Zoom(about.parse().ok()?),
            "comments" => Command::Comments(Switch::parse(about)?),
            "close-vote" => Command::CloseVote(id?),
            "reveal" => Command::Reveal(id?),
            "conceal" => Command::Conceal(id?),
            _ => return None,
        })
    }

    fn parse_bare(word: &str) -> Option<Command> {
        Some(match word {
            "end-turn" => Command::EndTurn,
            "add-turn" => Command::AddTurn,
            "take" => Command::Take,
            "pause" => Command::Pause,
            "resume" => Command::Resume,
            "end" => Command::End,
            "show-chosen" => Command::ShowChosen,
            "highlight" => Command::Highlight,
            "unhighlight" => Command::Unhighlight,
            "open-dots" => Command::OpenDots,
            "open-consent" => Command::OpenConsent,
            _ => return None,
        })
    }

    /// Whether it is the holder's alone. Ideas are anybody's to moderate who facilitates, and so is
    /// the list of who speaks; the wall, the plan and the votes are the holder's.
    pub fn is_of_holder(&self) -> bool {
        !matches!(
            self,
            Command::Hide(_)
                | Command::Restore(_)
                | Command::Merge(_)
                | Command::Adopt(_)
                | Command::Leave(_)
                | Command::Block(_)
                | Command::Unblock(_)
                | Command::GiveTurn(_)
                | Command::EndTurn
                | Command::DropTurn(_)
                | Command::AddTurn
                | Command::Take
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::SectionId;

    fn all() -> Vec<Command> {
        let id = || "0192:a".to_owned();
        let mut all = vec![
            Command::Hide(id()),
            Command::Restore(id()),
            Command::Merge(id()),
            Command::Adopt(id()),
            Command::Leave(id()),
            Command::Block(id()),
            Command::Unblock(id()),
            Command::GiveTurn(id()),
            Command::EndTurn,
            Command::DropTurn(id()),
            Command::AddTurn,
            Command::Take,
            Command::Pause,
            Command::Resume,
            Command::End,
            Command::ShowChosen,
            Command::Highlight,
            Command::Unhighlight,
            Command::OpenDots,
            Command::OpenConsent,
            Command::CloseVote(id()),
            Command::Reveal(id()),
            Command::Conceal(id()),
        ];
        let others = [Shown::Join, Shown::Blank, Shown::Plan, Shown::Ideas, Shown::Pitch];
        let sections = SectionId::ALL.into_iter().map(Shown::Section);
        let shown = others.into_iter().chain(sections).chain([Shown::Vote(id())]);
        all.extend(shown.map(Command::Show));
        all.extend([0, 1, usize::MAX].map(Command::Step));
        all.extend([i16::MIN, -1, 0, 1, i16::MAX].map(Command::Page));
        all.extend([i8::MIN, -1, 0, 1, i8::MAX].map(Command::Zoom));
        for to in [Switch::On, Switch::Off] {
            all.extend([Command::Ideas(to), Command::Comments(to)]);
        }
        all
    }

    #[test]
    fn each_button_is_read_as_it_is_spelt_and_no_two_are_spelt_alike() {
        let words: std::collections::BTreeSet<String> =
            all().iter().map(Command::as_word).collect();
        assert_eq!(words.len(), all().len());
        for command in all() {
            assert_eq!(Command::parse(&command.as_word()), Some(command));
        }
    }

    #[test]
    fn what_is_no_button_is_none() {
        for word in [
            "",
            ":",
            "hide",
            "hide:",
            "take:1",
            "step",
            "step:-1",
            "step:two",
            "zoom:200",
            "page:40000",
            "show:",
            "show:moon",
            "comments:yes",
            "ideas:",
            "open-dots:3",
            "HIDE:1",
        ] {
            assert_eq!(Command::parse(word), None, "{word}");
        }
    }

    #[test]
    fn whoever_facilitates_moderates_and_the_rest_is_the_holder_s() {
        let free: Vec<String> =
            all().iter().filter(|one| !one.is_of_holder()).map(Command::as_word).collect();
        assert_eq!(
            free,
            [
                "hide:0192:a",
                "restore:0192:a",
                "merge:0192:a",
                "adopt:0192:a",
                "leave:0192:a",
                "block:0192:a",
                "unblock:0192:a",
                "give-turn:0192:a",
                "end-turn",
                "drop-turn:0192:a",
                "add-turn",
                "take",
            ]
        );
    }
}
