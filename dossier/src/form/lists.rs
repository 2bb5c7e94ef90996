//! The closed lists: every value that a choice may hold, with its label in both languages.
//! Owns: the values and labels. Does not know: which field uses them.

use crate::lang::Text;

mod filing;
mod money;
mod partners;
mod people;
mod programme;
mod school;
mod territory;

pub use filing::{
    APPROVAL_BODIES, APPROVAL_OUTCOMES, ATTACHMENT_KINDS, DECISIONS, EXCHANGE_KINDS, REPORT_KINDS,
};
pub use money::{
    EXPENSE_CATEGORIES, FUNDERS, FUNDING_STATUSES, Nature, PROVISION_TYPES, RECIPIENTS, nature_of,
};
pub use partners::{
    AGREEMENT_IN_PRINCIPLE, AGREEMENT_STATUSES, AUTHORITY_TYPES, COMMITMENTS, PARTNER_TYPES,
};
pub use people::{ATTENDANCE, FUNCTIONS, QUALITIES};
pub use programme::{AXES, INDICATOR_KINDS, LEVELS, SCHOOL_YEARS, THEMES};
pub use school::{DEGREES, NATURES, PRIORITY_EDUCATION, SECTORS};
pub use territory::{ACADEMIES, DEPARTMENTS, REGIONS, academy_of};

/// A closed list. The order is the order of the screen and of exports.
#[derive(Debug)]
pub struct List {
    pub name: &'static str,
    pub items: &'static [Item],
}

/// A value of a closed list. `id` is stored and exchanged: never rename.
#[derive(Debug)]
pub struct Item {
    pub id: &'static str,
    pub label: Text,
}

impl List {
    pub fn get(&self, id: &str) -> Option<&'static Item> {
        self.items.iter().find(|item| item.id == id)
    }

    pub fn position(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|item| item.id == id)
    }
}

const fn item(id: &'static str, fr: &'static str, en: &'static str) -> Item {
    Item { id, label: Text::new(fr, en) }
}

/// An item whose label is a proper noun, written the same way in both languages.
const fn name(id: &'static str, name: &'static str) -> Item {
    Item { id, label: Text::new(name, name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    static ALL: [&List; 31] = [
        &AXES,
        &THEMES,
        &LEVELS,
        &SCHOOL_YEARS,
        &NATURES,
        &DEGREES,
        &SECTORS,
        &PRIORITY_EDUCATION,
        &DEPARTMENTS,
        &ACADEMIES,
        &REGIONS,
        &FUNCTIONS,
        &ATTENDANCE,
        &QUALITIES,
        &EXPENSE_CATEGORIES,
        &PROVISION_TYPES,
        &FUNDERS,
        &FUNDING_STATUSES,
        &RECIPIENTS,
        &INDICATOR_KINDS,
        &APPROVAL_BODIES,
        &APPROVAL_OUTCOMES,
        &PARTNER_TYPES,
        &COMMITMENTS,
        &AUTHORITY_TYPES,
        &AGREEMENT_IN_PRINCIPLE,
        &AGREEMENT_STATUSES,
        &ATTACHMENT_KINDS,
        &EXCHANGE_KINDS,
        &DECISIONS,
        &REPORT_KINDS,
    ];

    /// Lists of proper nouns and of years, which both languages write the same way.
    const SAME: [&str; 4] = ["departments", "academies", "regions", "schoolYears"];

    #[test]
    fn ids_are_unique_in_their_list_and_lists_by_their_name() {
        let names: HashSet<_> = ALL.iter().map(|list| list.name).collect();
        assert_eq!(names.len(), ALL.len());
        for list in ALL {
            let ids: HashSet<_> = list.items.iter().map(|item| item.id).collect();
            assert_eq!(ids.len(), list.items.len(), "{}", list.name);
        }
    }

    #[test]
    fn labels_are_there_in_both_languages_and_each_in_its_own() {
        for list in ALL {
            for Item { id, label } in list.items {
                assert!(!label.fr.is_empty() && !label.en.is_empty(), "{}: {id}", list.name);
                assert!(!label.fr.contains(['\'']) && !label.fr.contains(" :"), "{}", label.fr);
                let translated = label.fr != label.en || SAME.contains(&list.name);
                assert!(translated, "{}: {id} is not translated", list.name);
            }
        }
    }

    #[test]
    fn two_values_of_a_list_read_differently() {
        for list in ALL {
            let french: HashSet<_> = list.items.iter().map(|item| item.label.fr).collect();
            let english: HashSet<_> = list.items.iter().map(|item| item.label.en).collect();
            assert_eq!(french.len(), list.items.len(), "{}", list.name);
            assert_eq!(english.len(), list.items.len(), "{}", list.name);
        }
    }

    #[test]
    fn every_departement_is_in_an_academie_and_every_expense_has_a_nature() {
        for Item { id, .. } in DEPARTMENTS.items {
            let academy = academy_of(id);
            assert!(academy.is_some_and(|code| ACADEMIES.get(code).is_some()), "{id}");
        }
        for (department, academy) in [("69", "10"), ("2A", "27"), ("63", "06"), ("974", "28")] {
            assert_eq!(academy_of(department), Some(academy));
        }
        assert_eq!(academy_of("20"), None);
        for Item { id, .. } in EXPENSE_CATEGORIES.items {
            assert!(nature_of(id).is_some(), "{id}");
        }
    }
}
