//! E-mails as their readers find them: files of a server that has no mail server. Does not know:
//! what they say.

use super::TestServer;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// E-mails leave by themselves: as long as a test waits for one.
const DEADLINE: Duration = Duration::from_secs(10);

/// All that has left for an address, in no order: headers, then words.
pub async fn letters_to(server: &TestServer, address: &str) -> Vec<String> {
    let folder = server.directory.path().join("data/mail");
    let mut letters = Vec::new();
    for file in folder.read_dir().into_iter().flatten().flatten() {
        let name = file.file_name().into_string().unwrap();
        // One that is being written is not there yet.
        let Some(kept) = server.acts.mail.stored(name.trim_end_matches(".eml")).await else {
            continue;
        };
        if kept.head.lines().any(|line| line == format!("To: {address}")) {
            letters.push(format!("{}\n\n{}", kept.head, kept.text));
        }
    }
    letters
}

/// The e-mail to an address that says so.
pub async fn letter_to(server: &TestServer, address: &str, words: &str) -> String {
    let waits = async {
        loop {
            let letters = letters_to(server, address).await;
            if let Some(found) = letters.into_iter().find(|letter| letter.contains(words)) {
                return found;
            }
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(DEADLINE, waits).await.unwrap_or_else(|_| panic!("no e-mail to {address}: {words}"))
}

/// The token that stands after the `#` of its link.
pub fn token(letter: &str) -> String {
    let (_, after) = letter.split_once('#').expect("a link");
    after.split_whitespace().next().unwrap().to_owned()
}

/// The short code.
pub fn code(letter: &str) -> String {
    let is_code = |word: &&str| word.len() == 11 && word.chars().nth(5) == Some('-');
    letter.split_whitespace().find(is_code).expect("a code").to_owned()
}
