//! Who may make an account: `PREAU_SIGN_UP`. Does not know: forms, invitations.

use std::str::FromStr;

/// `open`, `domains:ecole.example,mairie.example`, `invited` or `closed`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SignUp {
    #[default]
    Open,
    /// Addresses of these domains, which count before anybody comes in.
    Domains(Vec<String>),
    /// Who came in by an invitation.
    Invited,
    Closed,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be open, domains:…, invited or closed")]
pub struct NotASignUp;

impl SignUp {
    /// Whether an account may have that address, which is in lower case.
    pub fn admits(&self, email: &str) -> bool {
        let domain = email.rsplit_once('@').map(|(_, domain)| domain);
        match self {
            SignUp::Domains(domains) => {
                domains.iter().any(|admitted| domain == Some(admitted.as_str()))
            }
            SignUp::Open | SignUp::Invited | SignUp::Closed => true,
        }
    }

    /// Whether an address must be confirmed before its account is opened: else everybody would
    /// have one of an admitted domain.
    pub fn confirms_first(&self) -> bool {
        matches!(self, SignUp::Domains(_))
    }
}

impl FromStr for SignUp {
    type Err = NotASignUp;

    fn from_str(value: &str) -> Result<SignUp, NotASignUp> {
        match value {
            "open" => Ok(SignUp::Open),
            "invited" => Ok(SignUp::Invited),
            "closed" => Ok(SignUp::Closed),
            value => {
                let domains = value.strip_prefix("domains:").ok_or(NotASignUp)?;
                let domains: Vec<String> =
                    domains.split(',').map(|domain| domain.trim().to_lowercase()).collect();
                let are_domains = domains.iter().all(|domain| {
                    domain.contains('.')
                        && !domain.contains(|c: char| c == '@' || c.is_whitespace())
                });
                if are_domains { Ok(SignUp::Domains(domains)) } else { Err(NotASignUp) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_other_domains_are_not_admitted() {
        let some: SignUp = "domains:Ecole.example, ac-lille.example".parse().unwrap();
        for (email, admitted) in [
            ("a@ecole.example", true),
            ("a@ac-lille.example", true),
            ("a@mail.example", false),
            ("a@evil-ecole.example", false),
            ("a@sub.ecole.example", false),
            ("\"a@ecole.example\"@mail.example", false),
            ("ecole.example", false),
        ] {
            assert_eq!(some.admits(email), admitted, "{email}");
        }
        for all in ["open", "invited", "closed"] {
            assert!(all.parse::<SignUp>().is_ok_and(|all| all.admits("a@mail.example")), "{all}");
        }
        for wrong in ["", "ouvert", "domains:", "domains:ecole", "domains:@ecole.example"] {
            assert_eq!(wrong.parse::<SignUp>(), Err(NotASignUp), "{wrong}");
        }
    }
}
