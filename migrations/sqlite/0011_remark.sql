-- One thing said in a thread. What its author takes back is deleted.
create table remark (
    id text primary key not null,
    thread_id text not null references thread (id) on delete cascade,
    account_id text not null references account (id),
    at bigint not null,
    text text not null,
    rewritten boolean not null default false
);

create index remark_thread on remark (thread_id, at);
