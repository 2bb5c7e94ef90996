-- A letter about notices, from when it is due until it is forgotten. `sending` is written before it
-- is handed over: what is still so when the server starts may have left, and is not tried again.
create table letter (
    id text primary key not null,
    account_id text not null references account (id) on delete cascade,
    dossier_id text not null references dossier (id) on delete cascade,
    pace text not null check (pace in ('at_once', 'daily')),
    state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'needless')),
    made_at bigint not null,
    try_at bigint not null,
    tries smallint not null default 0,
    -- Why the last try failed.
    reason text,
    -- What became of it, when.
    ended_at bigint,
    -- The file it was written to, where no mail server takes letters.
    file text
);

create index letter_due on letter (try_at) where state = 'waiting';
create index letter_made_at on letter (made_at);
create index letter_account on letter (account_id);
create index letter_dossier on letter (dossier_id);

-- A notice waits for its letter until `due_at` (null: no more, or never) and is in one at most.
alter table notice add column pace text not null default 'never' check (pace in ('never', 'at_once', 'daily'));
alter table notice add column due_at bigint;
alter table notice add column letter_id text references letter (id) on delete set null;

create index notice_due on notice (due_at) where due_at is not null;
create index notice_letter on notice (letter_id);
