//! The server as its clients see it: a real one on a port of its own, with a real database file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[macro_use]
mod both;

mod access;
mod accords;
mod attacks;
mod carriers;
mod classes;
mod cluster;
mod compaction;
mod databases;
mod erasure;
mod floods;
mod floor;
mod invitations;
mod joining;
mod journey;
mod letters;
mod letters_links;
mod lineages;
mod live;
mod members;
mod migrations;
mod nonsense;
mod notices;
mod pages;
mod partner;
mod parts;
mod pitches;
mod plain_clients;
mod releves;
mod roles;
mod routes;
mod rows;
mod seance_news;
mod seances;
mod seances_hostile;
mod sessions;
mod signing_in;
mod stances;
mod store;
mod suggestions;
mod support;
mod threads;
mod threads_people;
