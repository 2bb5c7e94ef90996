-- Who belongs to a dossier, and as what.
create table membership (
    dossier_id text not null references dossier (id) on delete cascade,
    account_id text not null references account (id) on delete cascade,
    role text not null check (
        role in (
            'head', 'lead', 'editor', 'partner', 'contributor', 'support', 'academy', 'viewer',
            'admin'
        )
    ),
    quality text not null,
    joined_at bigint not null,
    primary key (dossier_id, account_id)
);

create index membership_account on membership (account_id);
