-- A guest came in by an invitation and has neither address nor password: `email` is then a name that
-- no letter reaches, `password` is empty, and signing in looks at members only.
alter table account add column kind text not null default 'member' check (kind in ('member', 'guest'));
