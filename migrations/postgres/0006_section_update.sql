-- The log: every accepted update, without gaps. `member` is an account's id but no reference to it:
-- the log outlives the account.
create table section_update (
    dossier_id text not null,
    section smallint not null,
    seq bigint not null check (seq > 0),
    member text not null,
    at bigint not null,
    bytes bytea not null,
    primary key (dossier_id, section, seq),
    foreign key (dossier_id, section) references section (dossier_id, section) on delete cascade
);
