-- A class in a session of concertation. Its pupils come in by its own code and under its name; what they
-- send is held until the adult with them has read it, and gone with the end of the session if it stays so.
create table school_class (
    seance_id text not null references seance (id) on delete cascade,
    number bigint not null,
    code text unique not null,
    name text not null,
    people bigint not null,
    adult_id text references account (id) on delete set null,
    made_at bigint not null,
    primary key (seance_id, number)
);

create unique index school_class_adult on school_class (adult_id, seance_id);

-- The number of the class that the device, or the idea, is of.
alter table seance_participant add column class bigint;
alter table idea add column class bigint;
alter table idea add column held boolean not null default false;
