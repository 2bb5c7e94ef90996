-- When a signed-in browser came, when it was seen last, which one it is, and whether others use it.

alter table login_session add column began_at bigint not null default 0;
-- To the day: a session is extended once a day at most.
alter table login_session add column seen_at bigint not null default 0;
-- What its owner tells it by: `Firefox, Windows`. Never a version.
alter table login_session add column browser text not null default '';
-- On a computer that others use nothing is kept, and the session ends with the browser.
alter table login_session add column shared boolean not null default false;

-- Until now a session ended fourteen days after it had begun.
update login_session set began_at = expires_at - 1209600000, seen_at = expires_at - 1209600000;
