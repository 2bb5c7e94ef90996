-- Whether the form says what an accord, or its end, says. Kept as no with either, and as yes once the
-- form says it, so that what a crash leaves unsaid is known.
alter table accord add column said boolean not null default true;
