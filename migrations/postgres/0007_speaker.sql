-- Which account speaks in a section's updates as which Yjs client id. Whoever else uses that id is
-- refused, also after the room was closed and opened again. `account_id` is no reference: what was
-- said outlives the account, and its client ids stay taken.
create table speaker (
    dossier_id text not null,
    section smallint not null,
    client bigint not null,
    account_id text not null,
    primary key (dossier_id, section, client),
    foreign key (dossier_id, section) references section (dossier_id, section) on delete cascade
);
