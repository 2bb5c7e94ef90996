-- The people of a dossier: invitations, and the members who came by them or made the dossier.

-- A way into a dossier that somebody handed out. Only digests of its token and of its code are
-- kept: whoever reads this table cannot come in.
create table invitation (
    id text primary key not null,
    dossier_id text not null references dossier (id) on delete cascade,
    role text not null check (
        role in ('lead', 'editor', 'partner', 'contributor', 'support', 'academy', 'viewer')
    ),
    -- The names of the sections to write in, where these are fewer than the role's; null for all.
    sections text,
    label text not null,
    token_digest text not null unique,
    code_digest text not null unique,
    email text,
    email_status text check (email_status in ('waiting', 'sent', 'failed')),
    created_by text not null references account (id) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null,
    -- Null where there is no limit.
    uses_allowed bigint check (uses_allowed > 0),
    uses_made bigint not null default 0,
    revoked_at bigint,
    check (uses_allowed is null or uses_made <= uses_allowed),
    check ((email is null) = (email_status is null))
);

create index invitation_dossier on invitation (dossier_id);

-- Who belongs to a dossier, and as what. `sections` is as in `invitation`.
create table membership (
    dossier_id text not null references dossier (id) on delete cascade,
    account_id text not null references account (id) on delete cascade,
    role text not null check (
        role in (
            'head', 'lead', 'editor', 'partner', 'contributor', 'support', 'academy', 'viewer',
            'admin'
        )
    ),
    sections text,
    quality text not null,
    joined_at bigint not null,
    invitation_id text references invitation (id) on delete set null,
    primary key (dossier_id, account_id)
);

create index membership_account on membership (account_id);
create index membership_invitation on membership (invitation_id);
-- Of two who become the head at once, the second is refused here.
create unique index membership_head on membership (dossier_id) where role = 'head';
