-- What a link in a letter lets its reader do without signing in: answer in one thread, or end letters
-- of one kind of notice in a dossier (null: of all kinds). Only a digest of its token is kept.
create table letter_link (
    digest text primary key not null,
    account_id text not null references account (id) on delete cascade,
    dossier_id text not null references dossier (id) on delete cascade,
    thread_id text references thread (id) on delete cascade,
    kind text check (kind in ('mention', 'assignment', 'reply', 'decided', 'role')),
    expires_at bigint not null,
    check (thread_id is null or kind is null)
);

create index letter_link_account on letter_link (account_id);
create index letter_link_dossier on letter_link (dossier_id);
create index letter_link_thread on letter_link (thread_id);
create index letter_link_expires_at on letter_link (expires_at);
