-- The rows of a section that are a partner's: those they added and those they were given. A row that is
-- nobody's is the project team's. `account_id` is no reference, as in `speaker`: whose a row is outlives
-- the account, so that nobody takes it over.
create table own_row (
    dossier_id text not null,
    section smallint not null,
    field text not null,
    row_id text not null,
    account_id text not null,
    primary key (dossier_id, section, field, row_id, account_id),
    foreign key (dossier_id, section) references section (dossier_id, section) on delete cascade
);
