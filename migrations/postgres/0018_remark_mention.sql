-- Who is named in a remark. The text holds the account where the name stands; this is to be asked for.
create table remark_mention (
    remark_id text not null references remark (id) on delete cascade,
    account_id text not null references account (id),
    primary key (remark_id, account_id)
);

create index remark_mention_account on remark_mention (account_id);
