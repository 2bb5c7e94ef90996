-- Ideas of a séance, and where those went that became a sentence of the dossier.

-- An idea. Its id is its sender's: sent again after a cut it is there once.
create table idea (
    id text primary key not null,
    seance_id text not null references seance (id) on delete cascade,
    account_id text references account (id) on delete set null,
    quality text not null,
    seat text not null,
    class_number bigint,
    text text not null,
    status text not null default 'open' check (
        status in ('open', 'hidden', 'merged', 'adopted', 'rejected')
    ),
    -- The idea it was merged with, the section that adopted it, the reason why it was rejected.
    detail text not null default '',
    -- Whether it waits for the adult of its class.
    held boolean not null default false,
    created_at bigint not null
);

create index idea_seance on idea (seance_id, created_at);

-- How an idea became a sentence of the dossier. `anchor` is a `threads::Anchor` as JSON;
-- `section` repeats its section, for queries. `update_bytes` is the update that writes the
-- sentence, kept before it is applied so that it is applied once. A vote had given it `dots` of
-- `voters` by then.
create table provenance (
    idea_id text primary key not null references idea (id) on delete cascade,
    dossier_id text not null references dossier (id) on delete cascade,
    section smallint not null check (section between 1 and 18),
    anchor text not null,
    update_bytes blob not null,
    dots bigint,
    voters bigint,
    adopted_by text not null references account (id),
    adopted_at bigint not null,
    check ((dots is null) = (voters is null))
);

create index provenance_dossier on provenance (dossier_id, section);
