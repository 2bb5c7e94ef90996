-- Relevés: the minutes of séances, as they were corrected and approved.

-- `content` is the relevé as it was corrected last, `approved_content` the one that was approved
-- last, both JSON. Without a row the relevé is drawn from the séance itself.
create table releve (
    seance_id text primary key not null references seance (id) on delete cascade,
    version bigint not null,
    content text not null,
    changed_by text not null references account (id),
    changed_at bigint not null,
    approved_content text,
    approved_by text references account (id),
    approved_at bigint,
    -- Whether the form shows what was approved.
    in_form boolean not null default false,
    check ((approved_content is null) = (approved_by is null)),
    check ((approved_content is null) = (approved_at is null))
);
