-- When a dossier is deleted whose head has asked for it; until then that can be taken back.
alter table dossier add column delete_at bigint;
