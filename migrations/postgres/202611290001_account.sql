-- Accounts: who can sign in or came in as a guest, and their signed-in browsers.

-- A person. `email` is in lower case; `password` is an argon2id PHC string. A guest came in by an
-- invitation and has neither: `email` is then a name that no e-mail reaches, `password` is empty,
-- and signing in looks at members only.
create table account (
    id text collate "C" primary key not null,
    kind text not null default 'member' check (kind in ('member', 'guest')),
    email text not null unique,
    name text collate "C" not null,
    quality text not null,
    password text not null,
    -- The language of e-mails: the one that the account's pages had last.
    language text check (language in ('fr', 'en')),
    created_at bigint not null,
    -- When a guest was here last, to the day: guests who stay away for long are erased.
    last_seen_at bigint,
    -- Of an account that was erased only the id is left, under which it wrote.
    erased_at bigint
);

-- A signed-in browser. `id` is a digest of the cookie: whoever reads this table cannot sign in.
create table login_session (
    id text primary key not null,
    account_id text not null references account (id) on delete cascade,
    record text not null,
    expires_at bigint not null
);

create index login_session_account on login_session (account_id);
create index login_session_expires_at on login_session (expires_at);
