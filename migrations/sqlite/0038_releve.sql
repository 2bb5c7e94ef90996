-- When a session is to be held, as people say it, and at how many tables; empty and 0 until somebody says.
alter table seance add column held_on text not null default '';
alter table seance add column held_at text not null default '';
alter table seance add column tables bigint not null default 0;

-- How many were invited by letter; their addresses are not kept.
alter table seance add column invited bigint not null default 0;

-- How many of a quality were counted by hand, as JSON by quality. Where nobody counted, devices are.
alter table seance add column headcount text not null default '{}';

-- How many sit at one device. `email` is where they hear what became of their ideas; it is sent once.
alter table seance_participant add column people bigint not null default 1;
alter table seance_participant add column email text;

-- What was held. `content` is the relevé as it was corrected last, `approved` the one that was approved
-- last, both JSON; without either it is what the session itself says. `said` tells that the form says it.
create table releve (
    seance_id text primary key not null references seance (id) on delete cascade,
    version bigint not null,
    content text not null,
    changed_by text not null references account (id),
    changed_at bigint not null,
    approved text,
    approved_by text references account (id),
    approved_at bigint,
    said boolean not null default false,
    check ((approved is null) = (approved_by is null)),
    check ((approved is null) = (approved_at is null))
);

-- Why somebody has a reservation or objects, in their words; empty for none.
alter table ballot add column reason text not null default '';
