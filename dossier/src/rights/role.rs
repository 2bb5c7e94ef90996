//! What a member is to a dossier.
//! Owns: [`Role`], its ids and its labels. Does not know: what a role allows.

use crate::enum_names::by_name;
use crate::lang::Text;

/// What a member is to one dossier. The ids are stored and exchanged: never rename.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Directeur or directrice d'école, principal, proviseur: answers for the dossier.
    Head,
    /// The porteur: coordinates the project and its writing.
    Lead,
    /// A teacher or another member of the staff who writes.
    Editor,
    /// A local authority, an association or a business that takes part.
    Partner,
    /// Speaks for parents, or for pupils (who have no account) as their adult.
    Contributor,
    /// The academy's support team, which advises the school.
    Support,
    /// The rectorat and its committee, which decide.
    Academy,
    /// Was invited to read.
    Viewer,
    /// Runs the machines; nothing of what is written.
    Admin,
}

by_name!(Role, Role::as_str, Role::parse);

impl Role {
    pub const ALL: [Role; 9] = [
        Role::Head,
        Role::Lead,
        Role::Editor,
        Role::Partner,
        Role::Contributor,
        Role::Support,
        Role::Academy,
        Role::Viewer,
        Role::Admin,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Head => "head",
            Role::Lead => "lead",
            Role::Editor => "editor",
            Role::Partner => "partner",
            Role::Contributor => "contributor",
            Role::Support => "support",
            Role::Academy => "academy",
            Role::Viewer => "viewer",
            Role::Admin => "admin",
        }
    }

    pub fn parse(id: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == id)
    }

    pub const fn label(self) -> Text {
        match self {
            Role::Head => Text::new("Direction", "Head of school"),
            Role::Lead => Text::new("Porteur ou porteuse du projet", "Project lead"),
            Role::Editor => Text::new("Équipe projet", "Project team"),
            Role::Partner => Text::new("Collectivité ou partenaire", "Local authority or partner"),
            Role::Contributor => Text::new(
                "Représentation des parents ou des élèves",
                "Representative of parents or pupils",
            ),
            Role::Support => Text::new("Équipe d’appui", "Support team"),
            Role::Academy => Text::new("Académie", "Education authority"),
            Role::Viewer => Text::new("Lecteur ou lectrice", "Reader"),
            Role::Admin => Text::new("Exploitation technique", "Technical operation"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_one_in_code_in_json_and_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
        }
    }
}
