-- Comments beside the text: threads and their remarks, whom they name, who sees to them and has
-- read them, suggestions, and consents.

-- A conversation about one place of a section. `anchor` is a `threads::Anchor` as JSON; `section`
-- repeats its section, for queries.
create table thread (
    id text primary key not null,
    dossier_id text not null references dossier (id) on delete cascade,
    section smallint not null check (section between 1 and 18),
    kind text not null check (kind in ('comment', 'reservation')),
    anchor text not null,
    version bigint not null default 1,
    opened_by text not null references account (id),
    opened_at bigint not null,
    resolved_by text references account (id),
    resolved_at bigint,
    check ((resolved_by is null) = (resolved_at is null))
);

create index thread_dossier on thread (dossier_id, opened_at);

-- One message of a thread. What its author withdraws is deleted.
create table remark (
    id text primary key not null,
    thread_id text not null references thread (id) on delete cascade,
    account_id text not null references account (id),
    text text not null,
    edited boolean not null default false,
    created_at bigint not null
);

create index remark_thread on remark (thread_id, created_at);

-- Who is named in a remark. The text holds the account where the name stands; this is for
-- queries.
create table remark_mention (
    remark_id text not null references remark (id) on delete cascade,
    account_id text not null references account (id),
    primary key (remark_id, account_id)
);

create index remark_mention_account on remark_mention (account_id);

-- Who is to see to a thread. `due_on` is a day as `YYYY-MM-DD`.
create table assignment (
    thread_id text primary key not null references thread (id) on delete cascade,
    account_id text not null references account (id),
    due_on text,
    assigned_by text not null references account (id),
    assigned_at bigint not null
);

create index assignment_account on assignment (account_id);

-- The version of a thread that somebody saw last; a thread that is newer is unread.
create table thread_seen (
    account_id text not null references account (id) on delete cascade,
    thread_id text not null references thread (id) on delete cascade,
    version bigint not null,
    primary key (account_id, thread_id)
);

create index thread_seen_thread on thread_seen (thread_id);

-- What the thread suggests: `content` is a `suggestions::Proposal` as JSON, `update_bytes` the
-- update that accepting a rewritten passage writes. A decision is final.
create table suggestion (
    thread_id text primary key not null references thread (id) on delete cascade,
    content text not null,
    update_bytes blob not null,
    accepted boolean,
    decided_by text references account (id),
    decided_at bigint,
    check ((accepted is null) = (decided_by is null)),
    check ((accepted is null) = (decided_at is null))
);

-- Who can live with a section, and with which state of it: how far its log had come, and a digest
-- of its content then. Whoever has a reservation open beside the section has no row here.
create table consent (
    dossier_id text not null,
    section smallint not null,
    account_id text not null references account (id) on delete cascade,
    seq bigint not null,
    digest text not null,
    given_at bigint not null,
    primary key (dossier_id, section, account_id),
    foreign key (dossier_id, section) references section (dossier_id, section) on delete cascade
);

create index consent_account on consent (account_id);
