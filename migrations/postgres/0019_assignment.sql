-- To whom a thread is given, to see to it. `due` is a day as `YYYY-MM-DD`.
create table assignment (
    thread_id text primary key not null references thread (id) on delete cascade,
    account_id text not null references account (id),
    due text,
    assigned_by text not null references account (id),
    assigned_at bigint not null
);

create index assignment_account on assignment (account_id);
