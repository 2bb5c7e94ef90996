-- A way into a dossier that somebody handed out. Only digests of its token and of its code are kept:
-- whoever reads this table cannot come in. `uses_allowed` is null where as many as like may come;
-- `sent` says what became of the letter, where there is one.
create table invitation (
    id text primary key not null,
    dossier_id text not null references dossier (id) on delete cascade,
    role text not null check (
        role in ('lead', 'editor', 'partner', 'contributor', 'support', 'academy', 'viewer')
    ),
    label text not null,
    token_digest text not null unique,
    code_digest text not null unique,
    email text,
    sent text check (sent in ('waiting', 'sent', 'failed')),
    created_by text not null references account (id) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null,
    uses_allowed bigint check (uses_allowed > 0),
    uses_made bigint not null default 0,
    revoked_at bigint,
    check (uses_allowed is null or uses_made <= uses_allowed),
    check ((email is null) = (sent is null))
);

create index invitation_dossier on invitation (dossier_id);

alter table membership add column invitation_id text references invitation (id) on delete set null;

create index membership_invitation on membership (invitation_id);
