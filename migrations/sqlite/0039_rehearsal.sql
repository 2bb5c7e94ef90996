-- How long each slide took when the talk of a dossier was given or rehearsed. `spent` is a JSON list of
-- milliseconds.
create table rehearsal (
    id text primary key not null,
    dossier_id text not null references dossier (id) on delete cascade,
    at bigint not null,
    rehearsed boolean not null,
    spent text not null
);

create index rehearsal_dossier on rehearsal (dossier_id, at);
