-- A session of concertation: where and when, its plan and clock, what its wall shows. `plan`, `course`
-- and `wall` are JSON that only the program reads; `version` grows with everything that whoever follows
-- it sees change. `code` is what a room types; it is free again when the session has ended.
create table seance (
    id text primary key not null,
    dossier_id text not null references dossier (id) on delete cascade,
    code text unique,
    title text not null,
    place text not null,
    site text not null,
    lang text not null check (lang in ('fr', 'en')),
    questions text not null,
    created_by text not null references account (id),
    created_at bigint not null,
    ended_at bigint,
    plan text not null,
    course text not null,
    wall text not null,
    holder_id text not null references account (id),
    ideas_open boolean not null default false,
    version bigint not null default 1,
    check ((code is null) = (ended_at is not null))
);

create index seance_dossier on seance (dossier_id, created_at);

-- Who takes part with a device of their own or of their table. The name is the account's, which for
-- most is a guest's; the quality is one that is counted at meetings.
create table seance_participant (
    seance_id text not null references seance (id) on delete cascade,
    account_id text not null references account (id) on delete cascade,
    quality text not null,
    seat text not null,
    joined_at bigint not null,
    blocked boolean not null default false,
    primary key (seance_id, account_id)
);

create index seance_participant_account on seance_participant (account_id);

-- An idea. Its id is its sender's: sent again after a cut it is there once. `about` is what its fate
-- needs: the idea it was merged with, the section it went to, the reason why not.
create table idea (
    id text primary key not null,
    seance_id text not null references seance (id) on delete cascade,
    account_id text references account (id) on delete set null,
    quality text not null,
    seat text not null,
    words text not null,
    at bigint not null,
    fate text not null default 'open' check (fate in ('open', 'hidden', 'merged', 'kept', 'left')),
    about text not null default ''
);

create index idea_seance on idea (seance_id, at);

-- A vote of the room. `options` is a JSON list of the words that were proposed.
create table vote (
    id text primary key not null,
    seance_id text not null references seance (id) on delete cascade,
    kind text not null,
    question text not null,
    options text not null,
    secret boolean not null,
    at bigint not null,
    closed_at bigint,
    results_shown boolean not null default false
);

create index vote_seance on vote (seance_id, at);

-- One ballot a participant, which replaces the one before while the vote is open. In a secret vote
-- `quality` is null.
create table ballot (
    vote_id text not null references vote (id) on delete cascade,
    account_id text not null references account (id) on delete cascade,
    quality text,
    words text not null,
    at bigint not null,
    primary key (vote_id, account_id)
);

create index ballot_account on ballot (account_id);
