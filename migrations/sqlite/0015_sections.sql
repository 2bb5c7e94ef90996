-- The sections in which an invitation, and the member that it makes, may write: names in a line, where
-- these are fewer than the role's; null for all of the role's.
alter table invitation add column sections text;
alter table membership add column sections text;

-- Of two who become the head at once, the second is refused here.
create unique index membership_head on membership (dossier_id) where role = 'head';
