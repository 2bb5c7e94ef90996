-- Browsers in which somebody has signed in before: what others try does not hold these up.

-- `digest` is of a cookie that outlives the sign-in and opens nothing.
create table browser (
    digest text not null,
    account_id text not null references account (id) on delete cascade,
    seen_at bigint not null,
    primary key (digest, account_id)
);

create index browser_account on browser (account_id);
create index browser_seen_at on browser (seen_at);
