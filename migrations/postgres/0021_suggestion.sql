-- What is proposed in a thread that is a suggestion. `proposal` is a `suggestions::Proposal` as JSON;
-- `written` is the update that accepting a rewritten passage writes. A decision is final.
create table suggestion (
    thread_id text primary key not null references thread (id) on delete cascade,
    proposal text not null,
    written bytea not null,
    accepted boolean,
    decided_by text references account (id),
    decided_at bigint,
    check ((accepted is null) = (decided_by is null)),
    check ((accepted is null) = (decided_at is null))
);
