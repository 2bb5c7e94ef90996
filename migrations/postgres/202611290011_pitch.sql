-- The pitch of a dossier: how long it took.

-- One run of the talk, given or rehearsed. `durations` is a JSON list of milliseconds, one a
-- slide.
create table pitch_run (
    id text primary key not null,
    dossier_id text not null references dossier (id) on delete cascade,
    rehearsal boolean not null,
    durations text not null,
    created_at bigint not null
);

create index pitch_run_dossier on pitch_run (dossier_id, created_at);
