//! Passwords: hashing, verifying, refusing those that are easily guessed.
//! Does not know: accounts, forms. A password or its length is never logged.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use rand::RngCore;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

mod common;

pub use common::is_common;

pub const MIN_CHARACTERS: usize = 12;
pub const MAX_CHARACTERS: usize = 200;

/// Each computation takes 19 MiB: more at once than this would let strangers fill the memory.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Why hashing could not be done; never why a password is wrong.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    #[error("argon2: {0}")]
    Hash(argon2::password_hash::Error),
    #[error("the computation was interrupted")]
    Interrupted,
}

/// The PHC string of a password, with a fresh salt.
pub async fn hash(password: String) -> Result<String, PasswordError> {
    on_own_thread(move || phc(&password)).await
}

/// Whether the password is the one of that PHC string. Without one, the answer is no and takes as
/// long: nobody learns from the clock whether an account exists.
pub async fn verify(password: String, phc_string: Option<String>) -> Result<bool, PasswordError> {
    on_own_thread(move || match phc_string {
        Some(known) => {
            let known = PasswordHash::new(&known).map_err(PasswordError::Hash)?;
            match argon2id()?.verify_password(password.as_bytes(), &known) {
                Ok(()) => Ok(true),
                Err(argon2::password_hash::Error::Password) => Ok(false),
                Err(error) => Err(PasswordError::Hash(error)),
            }
        }
        None => phc(&password).map(|_| false),
    })
    .await
}

fn phc(password: &str) -> Result<String, PasswordError> {
    let mut salt = [0; 16];
    rand::rng().fill_bytes(&mut salt);
    let salt = SaltString::encode_b64(&salt).map_err(PasswordError::Hash)?;
    let hash = argon2id()?.hash_password(password.as_bytes(), &salt);
    Ok(hash.map_err(PasswordError::Hash)?.to_string())
}

/// The parameters that OWASP's password storage cheat sheet gives for argon2id.
fn argon2id() -> Result<Argon2<'static>, PasswordError> {
    let params =
        Params::new(19 * 1024, 2, 1, None).map_err(|error| PasswordError::Hash(error.into()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn on_own_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
) -> Result<T, PasswordError> {
    let permit = AT_ONCE.acquire().await.map_err(|_| PasswordError::Interrupted)?;
    // The permit goes along: the computation goes on even if the reader hangs up.
    let work = move || {
        let _permit = permit;
        work()
    };
    spawn_blocking(work).await.map_err(|_| PasswordError::Interrupted)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_opens_its_own_hash_only() {
        let known = hash("une cour plus verte".to_owned()).await.unwrap();
        assert!(known.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let verify =
            |password: &str, known: Option<&String>| verify(password.to_owned(), known.cloned());
        assert!(verify("une cour plus verte", Some(&known)).await.unwrap());
        assert!(!verify("une cour plus grise", Some(&known)).await.unwrap());
        assert!(!verify("une cour plus verte", None).await.unwrap());
    }
}
