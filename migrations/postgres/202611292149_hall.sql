-- What a hall may not be made of: one phone that is many, and séances that nobody ended.

-- The browser that takes part, by a digest of its cookie, until the séance is over. Null where it
-- keeps none.
alter table seance_participant add column device text;
create unique index seance_participant_device on seance_participant (seance_id, device);

-- When something happened in it last.
alter table seance add column active_at bigint not null default 0;
