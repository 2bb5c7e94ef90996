-- What a link in a letter lets its reader do without signing in: answer in one thread, or (where
-- there is none) end letters of this dossier. Only digests are kept, of its token and of the short
-- code that stands for it on paper; `kinds` are those of the letter, separated by spaces.
create table letter_link (
    digest text primary key not null,
    code_digest text unique,
    account_id text not null references account (id) on delete cascade,
    dossier_id text not null references dossier (id) on delete cascade,
    thread_id text references thread (id) on delete cascade,
    kinds text not null default '',
    uses smallint not null default 0,
    expires_at bigint not null
);

create index letter_link_account on letter_link (account_id);
create index letter_link_dossier on letter_link (dossier_id);
create index letter_link_thread on letter_link (thread_id);
create index letter_link_expires_at on letter_link (expires_at);
