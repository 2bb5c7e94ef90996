-- The version of a thread that somebody saw last; a thread that is newer is unread.
create table thread_seen (
    account_id text not null references account (id) on delete cascade,
    thread_id text not null references thread (id) on delete cascade,
    version bigint not null,
    primary key (account_id, thread_id)
);

create index thread_seen_thread on thread_seen (thread_id);
