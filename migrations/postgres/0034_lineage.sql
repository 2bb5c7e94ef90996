-- How an idea of a session became a sentence of the dossier. `place` is a `threads::Anchor` as JSON;
-- `section` repeats its section, to be asked for. `written` is the update that writes the sentence: it
-- is kept before it is written, so that it is written once. `dots` of `voters` is what a vote had given
-- it by then. Who asked is the idea's to say, and it says no name.
create table lineage (
    idea_id text primary key not null references idea (id) on delete cascade,
    dossier_id text not null references dossier (id) on delete cascade,
    section smallint not null check (section between 1 and 18),
    place text not null,
    written bytea not null,
    by_id text not null references account (id),
    at bigint not null,
    dots bigint,
    voters bigint,
    check ((dots is null) = (voters is null))
);

create index lineage_dossier on lineage (dossier_id, section);
