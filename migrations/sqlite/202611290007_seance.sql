-- Séances of concertation: where and when, what the wall shows, who takes part, classes, who
-- speaks.

-- `plan`, `course` and `wall` are JSON that only the program reads; `version` grows with every
-- change that clients show. `code` is what participants type; it is free again when the séance
-- has ended.
create table seance (
    id text primary key not null,
    dossier_id text not null references dossier (id) on delete cascade,
    code text unique,
    title text not null,
    place text not null,
    -- Date and time as people write them, and the number of tables; empty and 0 until they are
    -- known.
    date_text text not null default '',
    time_text text not null default '',
    table_count bigint not null default 0,
    -- Scheme and host of the address where participants join.
    base_url text not null,
    language text not null check (language in ('fr', 'en')),
    questions text not null,
    plan text not null,
    course text not null,
    wall text not null,
    -- The account that holds the remote.
    holder_id text not null references account (id),
    ideas_open boolean not null default false,
    -- How many were invited by e-mail; their addresses are not kept.
    invited_count bigint not null default 0,
    -- People counted by hand, as JSON by quality. Where nobody counted, devices are.
    headcount text not null default '{}',
    created_by text not null references account (id),
    created_at bigint not null,
    ended_at bigint,
    version bigint not null default 1,
    check ((code is null) = (ended_at is not null))
);

create index seance_dossier on seance (dossier_id, created_at);

-- A class. Its pupils join by its own code and under its name; what they send is held until the
-- adult with them has read it, and deleted at the end of the séance if it is still held.
create table class (
    seance_id text not null references seance (id) on delete cascade,
    number bigint not null,
    code text unique not null,
    name text not null,
    people bigint not null,
    adult_id text references account (id) on delete set null,
    created_at bigint not null,
    primary key (seance_id, number)
);

create unique index class_adult on class (adult_id, seance_id);

-- Who takes part with a device of their own or of their table. The name is the account's, mostly
-- a guest's; the quality is one that is counted at meetings.
create table seance_participant (
    seance_id text not null references seance (id) on delete cascade,
    account_id text not null references account (id) on delete cascade,
    quality text not null,
    seat text not null,
    class_number bigint,
    -- How many sit at the device.
    people bigint not null default 1,
    -- Where they are told what became of their ideas, once.
    email text,
    blocked boolean not null default false,
    joined_at bigint not null,
    primary key (seance_id, account_id)
);

create index seance_participant_account on seance_participant (account_id);

-- A turn to speak: requested, under way or over. People without a device have no account. At most
-- one turn is under way, and nobody waits twice.
create table speaking_turn (
    id text primary key not null,
    seance_id text not null references seance (id) on delete cascade,
    account_id text references account (id) on delete set null,
    quality text not null,
    requested_at bigint not null,
    started_at bigint,
    ended_at bigint,
    check (ended_at is null or started_at is not null)
);

create index speaking_turn_seance on speaking_turn (seance_id, requested_at);
create index speaking_turn_account on speaking_turn (account_id);
create unique index speaking_turn_waiting on speaking_turn (seance_id, account_id)
where started_at is null;
create unique index speaking_turn_current on speaking_turn (seance_id)
where started_at is not null and ended_at is null;
