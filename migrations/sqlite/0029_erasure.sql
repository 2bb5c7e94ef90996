-- Of an account that was erased only the id is left, under which it wrote; `erased_at` says when.
-- `seen_at` is when a guest was here last, to the day: who is not seen for long is erased.
alter table account add column seen_at bigint;
alter table account add column erased_at bigint;
