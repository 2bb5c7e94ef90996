-- When what is old was erased last, so that a clock that jumped is noticed also after a restart.

-- One row. While `held_until` is ahead nothing is erased.
create table retention (
    id smallint primary key not null check (id = 1),
    round_at bigint not null,
    held_until bigint
);
