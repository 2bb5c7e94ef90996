-- Dossiers: the envelope of each. What it says is in its sections.

-- `title`, `school` and `uai` repeat what the sections say, for the lists.
create table dossier (
    id text primary key not null,
    reference text not null unique,
    title text not null,
    school text not null,
    uai text not null,
    status text not null check (
        status in (
            'draft', 'concertation', 'drafting', 'ready', 'submitted', 'under_review',
            'changes_requested', 'committee', 'approved', 'approved_with_conditions', 'deferred',
            'rejected', 'funded', 'in_progress', 'final_report', 'closed', 'abandoned'
        )
    ),
    language text not null check (language in ('fr', 'en')),
    fictitious boolean not null default false,
    fictitious_notice text,
    created_at bigint not null,
    updated_at bigint not null,
    archived_at bigint
);
