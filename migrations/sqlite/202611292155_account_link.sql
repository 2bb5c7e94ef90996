-- Addresses that count once somebody has answered from them, and the links by which they do.

-- When it was answered from. Addresses of before this was asked are taken as they are.
alter table account add column email_verified_at bigint;
-- Since when nobody signs in with it any more: an operator closed it.
alter table account add column closed_at bigint;
update account set email_verified_at = created_at where kind = 'member' and erased_at is null;

-- What an e-mail lets its reader do to an account, once. `email` is the address that it went to: to
-- verify another one than the account's is to change it.
create table account_link (
    digest text primary key not null,
    code_digest text not null unique,
    account_id text not null references account (id) on delete cascade,
    purpose text not null check (purpose in ('verify', 'reset', 'sign_in')),
    email text not null,
    created_at bigint not null,
    expires_at bigint not null
);

create index account_link_account on account_link (account_id);
create index account_link_expires_at on account_link (expires_at);
