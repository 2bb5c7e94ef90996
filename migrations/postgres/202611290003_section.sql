-- Sections: their CRDT documents as snapshot and log, and what in them is whose. Accounts are
-- named here without a reference: what somebody wrote, and whose it is, outlives the account.

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

-- The log: every accepted update, without gaps.
create table section_update (
    dossier_id text not null,
    section smallint not null,
    seq bigint not null check (seq > 0),
    account_id text not null,
    accepted_at bigint not null,
    bytes bytea not null,
    primary key (dossier_id, section, seq),
    foreign key (dossier_id, section) references section (dossier_id, section) on delete cascade
);

-- Whose a Yjs client id is in a section's updates. Whoever else uses it is refused, also after
-- the room was closed and opened again.
create table client_owner (
    dossier_id text not null,
    section smallint not null,
    client_id bigint not null,
    account_id text not null,
    primary key (dossier_id, section, client_id),
    foreign key (dossier_id, section) references section (dossier_id, section) on delete cascade
);

-- Whose a row of a section is: a partner's who added it or was given it. A row that is nobody's
-- is the project team's.
create table row_owner (
    dossier_id text not null,
    section smallint not null,
    field text not null,
    row_id text not null,
    account_id text not null,
    primary key (dossier_id, section, field, row_id, account_id),
    foreign key (dossier_id, section) references section (dossier_id, section) on delete cascade
);
