-- Notifications, the e-mails about them, the links in these, and how soon somebody wants them.

-- An e-mail about notifications, from when it is due until it is forgotten. `sending` is written
-- before it is handed over: what is still so when the server starts may have left, and is not
-- tried again. `skipped` had nothing left to tell.
create table email (
    id text collate "C" primary key not null,
    account_id text not null references account (id) on delete cascade,
    dossier_id text not null references dossier (id) on delete cascade,
    pace text not null check (pace in ('at_once', 'daily')),
    status text not null check (status in ('waiting', 'sending', 'sent', 'failed', 'skipped')),
    created_at bigint not null,
    try_at bigint not null,
    tries smallint not null default 0,
    -- Why the last try failed.
    reason text,
    -- When it was sent, failed for good or was skipped.
    ended_at bigint,
    -- The file it was written to, where no mail server takes e-mails.
    file text
);

create index email_due on email (try_at) where status = 'waiting';
create index email_created_at on email (created_at);
create index email_account on email (account_id);
create index email_dossier on email (dossier_id);

-- One notification of one account. Its text is read from its remark, so that what its author
-- edits or withdraws changes or goes here too; `excerpt` holds the text of what is no remark,
-- `detail` the id of a role or of a decision. The program knows the kinds: a check here would
-- change with each new one.
create table notification (
    id text collate "C" primary key not null,
    account_id text not null references account (id) on delete cascade,
    dossier_id text not null references dossier (id) on delete cascade,
    kind text not null,
    section smallint check (section between 1 and 18),
    thread_id text references thread (id) on delete cascade,
    remark_id text references remark (id) on delete cascade,
    -- Who did it.
    actor_id text not null references account (id),
    excerpt text not null default '',
    detail text not null default '',
    created_at bigint not null,
    read_at bigint,
    -- It waits for its e-mail until `email_due_at` (null: no more, or never) and is in one at
    -- most.
    email_pace text not null default 'never' check (email_pace in ('never', 'at_once', 'daily')),
    email_due_at bigint,
    email_id text references email (id) on delete set null
);

create index notification_account on notification (account_id, created_at);
create index notification_unread on notification (account_id) where read_at is null;
create index notification_dossier on notification (dossier_id);
create index notification_thread on notification (thread_id);
create index notification_remark on notification (remark_id);
create index notification_due on notification (email_due_at) where email_due_at is not null;
create index notification_email on notification (email_id);

-- What a link in an e-mail lets its reader do without signing in: reply in one thread, or (where
-- there is none) unsubscribe from this dossier. Only digests are kept, of its token and of the
-- short code that stands for it on paper; `kinds` are those of the e-mail, separated by spaces.
create table email_link (
    digest text primary key not null,
    code_digest text unique,
    account_id text not null references account (id) on delete cascade,
    dossier_id text not null references dossier (id) on delete cascade,
    thread_id text references thread (id) on delete cascade,
    kinds text not null default '',
    uses_left smallint not null default 0,
    expires_at bigint not null
);

create index email_link_account on email_link (account_id);
create index email_link_dossier on email_link (dossier_id);
create index email_link_thread on email_link (thread_id);
create index email_link_expires_at on email_link (expires_at);

-- How soon an account wants e-mails about one kind of notification of one dossier, where it has
-- chosen.
create table email_setting (
    account_id text not null references account (id) on delete cascade,
    dossier_id text not null references dossier (id) on delete cascade,
    kind text not null,
    pace text not null check (pace in ('never', 'at_once', 'daily')),
    primary key (account_id, dossier_id, kind)
);

create index email_setting_dossier on email_setting (dossier_id);
