-- The kinds of notices are the code's: a check here would be another one with each new kind.
create table notice_next (
    id text primary key not null,
    account_id text not null references account (id) on delete cascade,
    dossier_id text not null references dossier (id) on delete cascade,
    kind text not null,
    section smallint check (section between 1 and 18),
    thread_id text references thread (id) on delete cascade,
    remark_id text references remark (id) on delete cascade,
    by_account text not null references account (id),
    at bigint not null,
    excerpt text not null default '',
    detail text not null default '',
    read_at bigint
);

insert into notice_next (id, account_id, dossier_id, kind, section, thread_id, remark_id, by_account,
    at, excerpt, detail, read_at)
select id, account_id, dossier_id, kind, section, thread_id, remark_id, by_account, at, excerpt, detail,
    read_at
from notice;

drop table notice;

alter table notice_next rename to notice;

create index notice_account on notice (account_id, at);
create index notice_unread on notice (account_id) where read_at is null;
create index notice_dossier on notice (dossier_id);
create index notice_thread on notice (thread_id);
create index notice_remark on notice (remark_id);
