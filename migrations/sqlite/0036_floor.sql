-- Who asks for the floor in a session of concertation, has it, or had it. Who has no device has no
-- account. `began_at` is null while they wait; at most one has the floor, and nobody waits twice.
create table floor (
    id text primary key not null,
    seance_id text not null references seance (id) on delete cascade,
    account_id text references account (id) on delete set null,
    quality text not null,
    asked_at bigint not null,
    began_at bigint,
    ended_at bigint,
    check (ended_at is null or began_at is not null)
);

create index floor_seance on floor (seance_id, asked_at);
create index floor_account on floor (account_id);
create unique index floor_waiting on floor (seance_id, account_id) where began_at is null;
create unique index floor_speaking on floor (seance_id) where began_at is not null and ended_at is null;
