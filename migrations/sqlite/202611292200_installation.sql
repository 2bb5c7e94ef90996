-- The installation as a whole: one row. `oldest` is the number of the newest migration that a
-- program must know to run on this database: a migration that takes away what an older program
-- reads or writes raises it to its own. `epoch` counts the servers that had the database open.
create table installation (
    one smallint primary key not null check (one = 1),
    oldest bigint not null,
    epoch bigint not null,
    proved_at bigint not null
);

insert into installation (one, oldest, epoch, proved_at) values (1, 202611292200, 0, 0);
