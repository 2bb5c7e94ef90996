//! Every setting of the server, read from the environment once, at the start.
//! Does not know: what the settings are used for. The only secrets among them are the passwords in
//! the URLs of the database and of the mail server, which [`Database`] and [`SmtpUrl`] never show:
//! sessions are random numbers kept in the database, so nothing has to be signed.

use crate::limits::quotas::Quotas;
use crate::mail::url::{NotASmtpUrl, SmtpUrl};
use crate::rooms::live_connections::Most;
use crate::store::engine::database::{Database, NotADatabase};
use axum::http::Uri;
use dossier::form::identifiers::Email;
use dossier::notifications::email::EmailSchedule;
use lettre::message::Mailbox;
use std::env;
use std::net::SocketAddr;
use std::path::PathBuf;

pub mod proxies;
pub mod sign_up;

use proxies::Proxies;
use sign_up::SignUp;

/// The least that a guest is kept who is not seen: holidays are longer than a week.
const LEAST_GUEST_DAYS: u32 = 14;
/// Browsers keep no cookie longer than this.
const MOST_SESSION_DAYS: i64 = 400;

#[derive(Clone, Debug)]
pub struct Config {
    /// `PREAU_LISTEN`: address and port to listen on.
    pub listen: SocketAddr,
    /// `PREAU_METRICS`: address and port of the listener for metrics and health checks.
    pub metrics: Option<SocketAddr>,
    /// `DATABASE_URL`: a PostgreSQL database; without it `PREAU_DATA`, the directory of an SQLite
    /// database.
    pub database: Database,
    /// `PREAU_DATA`: directory of everything that is kept in files.
    pub data: PathBuf,
    /// `PREAU_SMTP_URL`: the mail server; without it e-mails are written to `mail` in `data`.
    pub smtp: Option<SmtpUrl>,
    /// `PREAU_MAIL_FROM`: who e-mails come from.
    pub mail_from: Mailbox,
    /// `PREAU_EMAIL_DELAY`, in seconds: how long an e-mail waits that leaves at once.
    /// `PREAU_DIGEST_HOUR`: the hour of Paris at which daily e-mails leave.
    pub email_schedule: EmailSchedule,
    /// `PREAU_ADMINS`: the addresses, in lower case, of the accounts that look after the server.
    pub admins: Vec<String>,
    /// `PREAU_SIGN_UP`: who may make an account.
    pub sign_up: SignUp,
    /// `PREAU_SITE`: directory of the built style sheet, scripts and fonts.
    pub site: PathBuf,
    /// `PREAU_DEMO`: fill an empty database with the example dossiers and their accounts.
    pub demo: bool,
    /// `PREAU_PUBLIC_URL`: where readers find the server, if it is not where it listens.
    pub public_url: Option<PublicUrl>,
    /// `PREAU_TRUSTED_PROXY`: the reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Proxies,
    /// `PREAU_SESSION_CONNECTIONS`, `PREAU_ACCOUNT_CONNECTIONS`, `PREAU_ADDRESS_CONNECTIONS`: live
    /// connections of one signed-in browser, of one account, and from one address.
    pub connections: Most,
    /// `PREAU_ACTS`: how much one account may do on pages in a minute.
    pub acts_a_minute: u32,
    /// `PREAU_QUOTA_SECTION`, `_DOSSIER`, `_ACCOUNT`, `_SERVER`, in megabytes, and
    /// `PREAU_QUOTA_DOSSIERS`: how much may be kept.
    pub quotas: Quotas,
    /// `PREAU_INVITATIONS_A_DAY`: e-mails with invitations that leave in a day, of all accounts.
    pub invitations_a_day: u32,
    /// `PREAU_GUEST_DAYS`: after so many days without being seen a guest is erased.
    pub guest_days: u32,
    /// `PREAU_SESSION_DAYS`, `PREAU_SESSION_IDLE_DAYS`, `PREAU_GUEST_SESSION_DAYS`.
    pub session_days: SessionDays,
}

/// How many days a browser stays signed in, at most and without being used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionDays {
    pub member: u32,
    pub idle: u32,
    pub guest: u32,
    /// As long as a guest is kept who is not seen.
    pub guest_idle: u32,
}

/// `https://host[:port]`, written as browsers write an `Origin`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
}

/// A setting that cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {reason}")]
pub struct ConfigError {
    name: &'static str,
    reason: String,
}

impl Config {
    pub fn from_env() -> Result<Config, ConfigError> {
        Config::read(|name| env::var(name).ok())
    }

    /// Reads the settings that `setting` knows; an empty one counts as absent.
    pub fn read(setting: impl Fn(&str) -> Option<String>) -> Result<Config, ConfigError> {
        let text = |name: &str| setting(name).filter(|value| !value.trim().is_empty());
        let listen = text("PREAU_LISTEN").unwrap_or_else(|| "127.0.0.1:3000".to_owned());
        let data = PathBuf::from(text("PREAU_DATA").unwrap_or_else(|| "data".to_owned()));
        let smtp = text("PREAU_SMTP_URL")
            .map(|url| {
                // The reason names no part of the URL.
                url.parse::<SmtpUrl>().map_err(|error: NotASmtpUrl| ConfigError {
                    name: "PREAU_SMTP_URL",
                    reason: error.to_string(),
                })
            })
            .transpose()?;
        let public_url =
            text("PREAU_PUBLIC_URL").map(|value| PublicUrl::parse(&value)).transpose()?;
        if smtp.is_some() && public_url.is_none() {
            // Links in e-mails would lead to this machine.
            let reason = "must be given with PREAU_SMTP_URL".to_owned();
            return Err(ConfigError { name: "PREAU_PUBLIC_URL", reason });
        }
        let mail_from = match text("PREAU_MAIL_FROM") {
            Some(from) => parse("PREAU_MAIL_FROM", &from)?,
            None if smtp.is_some() => {
                let reason = "must be given with PREAU_SMTP_URL".to_owned();
                return Err(ConfigError { name: "PREAU_MAIL_FROM", reason });
            }
            None => parse("PREAU_MAIL_FROM", "Préau <preau@localhost>")?,
        };
        let guest_days = text("PREAU_GUEST_DAYS").map_or(Ok(365), |value| guest_days(&value))?;
        let days = |name: &'static str, usual: u32| {
            text(name).map_or(Ok(usual), |value| session_days(name, &value))
        };
        Ok(Config {
            listen: parse("PREAU_LISTEN", &listen)?,
            metrics: text("PREAU_METRICS")
                .map(|value| parse("PREAU_METRICS", &value))
                .transpose()?,
            database: match text("DATABASE_URL") {
                Some(url) => url.parse().map_err(|error: NotADatabase| ConfigError {
                    name: "DATABASE_URL",
                    reason: error.to_string(),
                })?,
                None => Database::Directory(data.clone()),
            },
            data,
            smtp,
            mail_from,
            email_schedule: EmailSchedule {
                delay: 1000
                    * text("PREAU_EMAIL_DELAY")
                        .map_or(Ok(180), |value| within("PREAU_EMAIL_DELAY", &value, 24 * 3600))?,
                digest_hour: text("PREAU_DIGEST_HOUR")
                    .map_or(Ok(6), |value| within("PREAU_DIGEST_HOUR", &value, 23))?
                    as u8,
            },
            admins: text("PREAU_ADMINS").map_or(Ok(Vec::new()), |all| addresses(&all))?,
            sign_up: text("PREAU_SIGN_UP")
                .map_or(Ok(SignUp::default()), |value| parse("PREAU_SIGN_UP", &value))?,
            site: text("PREAU_SITE").unwrap_or_else(|| "target/site".to_owned()).into(),
            demo: text("PREAU_DEMO").map_or(Ok(false), |value| parse("PREAU_DEMO", &value))?,
            public_url,
            trusted_proxies: text("PREAU_TRUSTED_PROXY")
                .map_or(Ok(Proxies::default()), |value| parse("PREAU_TRUSTED_PROXY", &value))?,
            connections: Most {
                session: text("PREAU_SESSION_CONNECTIONS")
                    .map_or(Ok(64), |value| parse("PREAU_SESSION_CONNECTIONS", &value))?,
                account: text("PREAU_ACCOUNT_CONNECTIONS")
                    .map_or(Ok(128), |value| parse("PREAU_ACCOUNT_CONNECTIONS", &value))?,
                address: text("PREAU_ADDRESS_CONNECTIONS")
                    .map_or(Ok(4096), |value| parse("PREAU_ADDRESS_CONNECTIONS", &value))?,
            },
            acts_a_minute: text("PREAU_ACTS")
                .map_or(Ok(60), |value| parse("PREAU_ACTS", &value))?,
            quotas: Quotas {
                section: megabytes("PREAU_QUOTA_SECTION", text("PREAU_QUOTA_SECTION"), 2)?,
                dossier: megabytes("PREAU_QUOTA_DOSSIER", text("PREAU_QUOTA_DOSSIER"), 16)?,
                account: megabytes("PREAU_QUOTA_ACCOUNT", text("PREAU_QUOTA_ACCOUNT"), 64)?,
                server: match text("PREAU_QUOTA_SERVER") {
                    Some(value) => Some(megabytes("PREAU_QUOTA_SERVER", Some(value), 0)?),
                    None => None,
                },
                dossiers: text("PREAU_QUOTA_DOSSIERS")
                    .map_or(Ok(100), |value| parse("PREAU_QUOTA_DOSSIERS", &value))?,
            },
            invitations_a_day: text("PREAU_INVITATIONS_A_DAY")
                .map_or(Ok(2_000), |value| parse("PREAU_INVITATIONS_A_DAY", &value))?,
            guest_days,
            session_days: SessionDays {
                member: days("PREAU_SESSION_DAYS", 90)?,
                idle: days("PREAU_SESSION_IDLE_DAYS", 14)?,
                guest: days("PREAU_GUEST_SESSION_DAYS", 400)?,
                guest_idle: guest_days,
            },
        })
    }

    /// Where readers find this site when nobody asks: without a public URL it is where the server
    /// listens, seen from its own machine.
    pub fn address(&self) -> String {
        match &self.public_url {
            Some(url) => url.origin.clone(),
            None if self.listen.ip().is_unspecified() => {
                format!("http://localhost:{}", self.listen.port())
            }
            None => format!("http://{}", self.listen),
        }
    }

    /// Where e-mails are written that no mail server sends.
    pub fn mail_directory(&self) -> PathBuf {
        self.data.join("mail")
    }

    /// Whether the account of that address, which is verified, looks after the server.
    pub fn is_admin(&self, email: &str) -> bool {
        self.admins.iter().any(|admin| admin == email)
    }

    /// Whether readers come by https, so that cookies can be kept off plain connections.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.origin.starts_with("https:"))
    }
}

impl PublicUrl {
    pub fn origin(&self) -> &str {
        &self.origin
    }

    fn parse(value: &str) -> Result<PublicUrl, ConfigError> {
        let error = |reason: &str| ConfigError {
            name: "PREAU_PUBLIC_URL",
            reason: format!("{value:?} {reason}"),
        };
        let uri: Uri = value.trim().parse().map_err(|_| error("is not a URL"))?;
        let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) else {
            return Err(error("must be https://host or http://host"));
        };
        if uri.path() != "/" || uri.query().is_some() {
            return Err(error("must not have a path: Préau is served from the top of its host"));
        }
        let default_port = match scheme {
            "https" => 443,
            "http" => 80,
            _ => return Err(error("must be https://host or http://host")),
        };
        let host = host.to_ascii_lowercase();
        let origin = match uri.port_u16().filter(|port| *port != default_port) {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        };
        Ok(PublicUrl { origin })
    }
}

fn guest_days(value: &str) -> Result<u32, ConfigError> {
    let days = parse("PREAU_GUEST_DAYS", value)?;
    if days > LEAST_GUEST_DAYS {
        return Ok(days);
    }
    let reason = format!("must be more than {LEAST_GUEST_DAYS}");
    Err(ConfigError { name: "PREAU_GUEST_DAYS", reason })
}

fn session_days(name: &'static str, value: &str) -> Result<u32, ConfigError> {
    match parse(name, value)? {
        days if (1..=MOST_SESSION_DAYS).contains(&i64::from(days)) => Ok(days),
        days => Err(ConfigError { name, reason: format!("{days}: 1 to {MOST_SESSION_DAYS}") }),
    }
}

/// Bytes, from a number of megabytes that is more than none.
fn megabytes(name: &'static str, value: Option<String>, without: u64) -> Result<u64, ConfigError> {
    let megabytes = value.map_or(Ok(without), |value| parse(name, &value))?;
    match megabytes.checked_mul(1024 * 1024).filter(|bytes| *bytes > 0) {
        Some(bytes) => Ok(bytes),
        None => Err(ConfigError { name, reason: "must be a number of megabytes".to_owned() }),
    }
}

/// A whole number from 0 to `most`.
fn within(name: &'static str, value: &str, most: i64) -> Result<i64, ConfigError> {
    match parse(name, value)? {
        number if (0..=most).contains(&number) => Ok(number),
        number => Err(ConfigError { name, reason: format!("{number}: 0 to {most}") }),
    }
}

fn addresses(value: &str) -> Result<Vec<String>, ConfigError> {
    let address = |one: &str| {
        let error = || ConfigError {
            name: "PREAU_ADMINS",
            reason: format!("{one:?} is no e-mail address"),
        };
        Ok(Email::parse(one).map_err(|_| error())?.as_str().to_lowercase())
    };
    value.split(',').map(str::trim).filter(|one| !one.is_empty()).map(address).collect()
}

fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(
    name: &'static str,
    value: &str,
) -> Result<T, ConfigError> {
    value
        .trim()
        .parse()
        .map_err(|error| ConfigError { name, reason: format!("{value:?}: {error}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &'static str, value: &'static str) -> Result<Config, ConfigError> {
        Config::read(|asked| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn everything_has_a_default() {
        let config = Config::read(|_| None).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
        assert!(!config.demo && !config.is_https());
        assert_eq!(config.guest_days, 365);
        assert_eq!(format!("{:?}", config.database), "sqlite in data");
        assert!(with("PREAU_DEMO", "").is_ok_and(|config| !config.demo));
    }

    #[test]
    fn the_password_of_the_database_is_never_shown() {
        let config = with("DATABASE_URL", "postgres://preau:se%2Fcret@db.example:5433/ecole");
        let shown = format!("{:?}", config.unwrap());
        assert!(shown.contains("postgres://preau@db.example:5433/ecole"), "{shown}");
        assert!(!shown.contains("cret"), "{shown}");
        for url in ["mysql://u:secret@h/d", "postgres://u:secret@h:port/d", "secret"] {
            let error = with("DATABASE_URL", url).unwrap_err().to_string();
            assert!(error.starts_with("DATABASE_URL") && !error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn the_password_of_the_mail_server_is_never_shown() {
        let url = |url: &'static str| {
            Config::read(move |name| match name {
                "PREAU_SMTP_URL" => Some(url.to_owned()),
                "PREAU_MAIL_FROM" => Some("Préau <preau@ecole.example>".to_owned()),
                "PREAU_PUBLIC_URL" => Some("https://preau.example".to_owned()),
                _ => None,
            })
        };
        let shown = format!("{:?}", url("smtps://preau:secret@mail.example").unwrap());
        assert!(!shown.contains("secret") && shown.contains("preau@ecole.example"), "{shown}");
        for wrong in ["secret", "imap://u:secret@h", "smtps://u:secret@"] {
            let error = url(wrong).unwrap_err().to_string();
            assert!(error.starts_with("PREAU_SMTP_URL") && !error.contains("secret"), "{error}");
        }
        let nowhere = with("PREAU_SMTP_URL", "smtps://u:p@h").unwrap_err().to_string();
        assert!(nowhere.starts_with("PREAU_PUBLIC_URL"), "{nowhere}");
        let nobody = Config::read(|name| match name {
            "PREAU_SMTP_URL" => Some("smtps://u:p@h".to_owned()),
            "PREAU_PUBLIC_URL" => Some("https://preau.example".to_owned()),
            _ => None,
        });
        let nobody = nobody.unwrap_err().to_string();
        assert!(nobody.starts_with("PREAU_MAIL_FROM"), "{nobody}");
    }

    #[test]
    fn letters_have_a_rhythm_and_links_that_lead_here() {
        let EmailSchedule { delay, digest_hour } = Config::read(|_| None).unwrap().email_schedule;
        assert_eq!((delay, digest_hour), (180_000, 6));
        assert_eq!(with("PREAU_EMAIL_DELAY", "0").unwrap().email_schedule.delay, 0);
        assert_eq!(with("PREAU_DIGEST_HOUR", "23").unwrap().email_schedule.digest_hour, 23);
        for (name, value, address) in [
            ("PREAU_LISTEN", "127.0.0.1:3001", "http://127.0.0.1:3001"),
            ("PREAU_LISTEN", "0.0.0.0:80", "http://localhost:80"),
            ("PREAU_PUBLIC_URL", "https://preau.example/", "https://preau.example"),
        ] {
            assert_eq!(with(name, value).unwrap().address(), address);
        }
    }

    #[test]
    fn nobody_looks_after_the_server_unless_they_are_named() {
        let config = with("PREAU_ADMINS", "Claire@Ecole.example, yanis@ecole.example,").unwrap();
        assert!(config.is_admin("claire@ecole.example") && config.is_admin("yanis@ecole.example"));
        assert!(!config.is_admin("ecole.example") && !config.is_admin(""));
        assert!(Config::read(|_| None).unwrap().admins.is_empty());
    }

    #[test]
    fn a_public_url_is_written_as_an_origin() {
        for (value, origin) in [
            ("https://Preau.example/", "https://preau.example"),
            ("https://preau.example:443", "https://preau.example"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            let config = with("PREAU_PUBLIC_URL", value).unwrap();
            assert_eq!(config.public_url.unwrap().origin(), origin);
        }
    }

    #[test]
    fn a_setting_that_cannot_be_used_names_itself() {
        for (name, value) in [
            ("PREAU_LISTEN", "3000"),
            ("PREAU_METRICS", "yes"),
            ("PREAU_DEMO", "oui"),
            ("PREAU_PUBLIC_URL", "preau.example"),
            ("PREAU_PUBLIC_URL", "ftp://preau.example"),
            ("PREAU_PUBLIC_URL", "https://preau.example/dossiers"),
            ("PREAU_TRUSTED_PROXY", "localhost"),
            ("PREAU_TRUSTED_PROXY", "10.0.0.0/33"),
            ("PREAU_SESSION_CONNECTIONS", "many"),
            ("PREAU_ACCOUNT_CONNECTIONS", "-1"),
            ("PREAU_ADDRESS_CONNECTIONS", "a school"),
            ("PREAU_ACTS", "sixty"),
            ("PREAU_QUOTA_SECTION", "0"),
            ("PREAU_QUOTA_DOSSIER", "2 MB"),
            ("PREAU_QUOTA_SERVER", "-1"),
            ("PREAU_QUOTA_DOSSIERS", "many"),
            ("PREAU_INVITATIONS_A_DAY", "-1"),
            ("PREAU_GUEST_DAYS", "a year"),
            ("PREAU_GUEST_DAYS", "14"),
            ("PREAU_SIGN_UP", "everybody"),
            ("PREAU_SESSION_DAYS", "0"),
            ("PREAU_SESSION_IDLE_DAYS", "a week"),
            ("PREAU_GUEST_SESSION_DAYS", "401"),
            ("PREAU_MAIL_FROM", "personne"),
            ("PREAU_EMAIL_DELAY", "-1"),
            ("PREAU_EMAIL_DELAY", "100000"),
            ("PREAU_DIGEST_HOUR", "24"),
            ("PREAU_DIGEST_HOUR", "midi"),
            ("PREAU_ADMINS", "claire@ecole.example, personne"),
        ] {
            let error = with(name, value).unwrap_err().to_string();
            assert!(error.starts_with(name), "{error}");
        }
    }
}
