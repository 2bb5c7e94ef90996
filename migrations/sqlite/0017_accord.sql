-- What a partner agreed to in principle: the content as it was then, its digest, and how far the log of
-- each section had come. One that is confirmed is a new one; the last of an account is the one that
-- counts, and a withdrawn one stays.
create table accord (
    id text primary key not null,
    dossier_id text not null references dossier (id) on delete cascade,
    account_id text not null references account (id),
    at bigint not null,
    withdrawn_at bigint,
    content text not null,
    digest text not null,
    seqs text not null
);

create index accord_dossier on accord (dossier_id, account_id, at);
