-- Who can live with a section, and with which state of it: how far its log had come, and a digest of
-- what it said then. Whoever has a reservation open beside the section has no row here.
create table consent (
    dossier_id text not null,
    section smallint not null,
    account_id text not null references account (id) on delete cascade,
    at bigint not null,
    seq bigint not null,
    digest text not null,
    primary key (dossier_id, section, account_id),
    foreign key (dossier_id, section) references section (dossier_id, section) on delete cascade
);

create index consent_account on consent (account_id);
