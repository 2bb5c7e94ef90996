-- What is said about one place of a section. `place` is a `threads::Anchor` as JSON; `section`
-- repeats its section, to be asked for.
create table thread (
    id text primary key not null,
    dossier_id text not null references dossier (id) on delete cascade,
    section smallint not null check (section between 1 and 18),
    kind text not null check (kind in ('comment', 'reservation')),
    place text not null,
    version bigint not null default 1,
    opened_by text not null references account (id),
    opened_at bigint not null,
    resolved_by text references account (id),
    resolved_at bigint,
    check ((resolved_by is null) = (resolved_at is null))
);

create index thread_dossier on thread (dossier_id, opened_at);
