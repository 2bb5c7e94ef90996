-- Partners: what they agreed to. The rows that are theirs are in `row_owner`.

-- An accord in principle: the content as it was then, its digest, and how far the log of each
-- section had come. A confirmation is a new row; the last one of an account counts, and a
-- withdrawn one stays.
create table accord (
    id text primary key not null,
    dossier_id text not null references dossier (id) on delete cascade,
    account_id text not null references account (id),
    content text not null,
    digest text not null,
    seqs text not null,
    given_at bigint not null,
    withdrawn_at bigint,
    -- Whether the form shows the accord, or its end. False before it is written there, so that
    -- what a crash leaves out is known.
    in_form boolean not null default true
);

create index accord_dossier on accord (dossier_id, account_id, given_at);
