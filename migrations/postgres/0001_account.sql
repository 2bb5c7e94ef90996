-- A person who can sign in. `email` is kept in lower case; `password` is an argon2id PHC string.
create table account (
    id text collate "C" primary key not null,
    email text not null unique,
    name text collate "C" not null,
    quality text not null,
    password text not null,
    created_at bigint not null
);
