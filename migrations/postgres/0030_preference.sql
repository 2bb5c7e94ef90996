-- How soon an account wants a letter about one kind of notice of one dossier, where it has chosen.
create table preference (
    account_id text not null references account (id) on delete cascade,
    dossier_id text not null references dossier (id) on delete cascade,
    kind text not null,
    pace text not null check (pace in ('never', 'at_once', 'daily')),
    primary key (account_id, dossier_id, kind)
);

create index preference_dossier on preference (dossier_id);

-- The language of letters: the one that the account's pages had last.
alter table account add column lang text check (lang in ('fr', 'en'));
