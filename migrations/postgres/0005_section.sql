-- One CRDT document: its snapshot covers the updates up to `snapshot_seq`, the log holds the rest
-- up to `head_seq`.
create table section (
    dossier_id text not null references dossier (id) on delete cascade,
    section smallint not null check (section between 1 and 18),
    head_seq bigint not null,
    snapshot_seq bigint not null default 0,
    snapshot bytea,
    primary key (dossier_id, section),
    check (snapshot_seq <= head_seq),
    check ((snapshot is null) = (snapshot_seq = 0))
);
