-- A signed-in browser. `id` is a digest of the cookie: whoever reads this table cannot sign in.
create table login_session (
    id text primary key not null,
    account_id text not null references account (id) on delete cascade,
    record text not null,
    expires_at bigint not null
);

create index login_session_account on login_session (account_id);
create index login_session_expires_at on login_session (expires_at);
