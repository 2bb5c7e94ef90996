-- Something that one account is told of. What was said is read from its remark, so that what its author
-- rewrites or takes back is another text or gone here too; `excerpt` holds the words of what is no
-- remark, `detail` the id of a role or of a decision.
create table notice (
    id text collate "C" primary key not null,
    account_id text not null references account (id) on delete cascade,
    dossier_id text not null references dossier (id) on delete cascade,
    kind text not null check (kind in ('mention', 'assignment', 'reply', 'decided', 'role')),
    section smallint check (section between 1 and 18),
    thread_id text references thread (id) on delete cascade,
    remark_id text references remark (id) on delete cascade,
    by_account text not null references account (id),
    at bigint not null,
    excerpt text not null default '',
    detail text not null default '',
    read_at bigint
);

create index notice_account on notice (account_id, at);
create index notice_unread on notice (account_id) where read_at is null;
create index notice_dossier on notice (dossier_id);
create index notice_thread on notice (thread_id);
create index notice_remark on notice (remark_id);
