-- Votes of a séance and their ballots.

-- A vote. `options` is a JSON list of what can be voted for.
create table vote (
    id text primary key not null,
    seance_id text not null references seance (id) on delete cascade,
    kind text not null,
    question text not null,
    options text not null,
    secret boolean not null,
    results_shown boolean not null default false,
    opened_at bigint not null,
    closed_at bigint
);

create index vote_seance on vote (seance_id, opened_at);

-- One ballot a participant, which replaces the one before while the vote is open. In a secret
-- vote `quality` is null. `reason` says why somebody has a reservation or objects; empty for
-- none.
create table ballot (
    vote_id text not null references vote (id) on delete cascade,
    account_id text not null references account (id) on delete cascade,
    quality text,
    answer text not null,
    reason text not null default '',
    cast_at bigint not null,
    primary key (vote_id, account_id)
);

create index ballot_account on ballot (account_id);
