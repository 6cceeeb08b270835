-- By what people and programs prove who they are: hashes only. Not projections: what is here is nowhere else.

create table person_password (
    person_key    text primary key,
    hash          text        not null,
    to_be_changed boolean     not null,
    changed_at    timestamptz not null
);

comment on column person_password.hash is 'Argon2id, with its salt and parameters';
comment on column person_password.to_be_changed is 'somebody else knows it';

create table access_token (
    token_id     text primary key,
    hash         bytea       not null unique,
    kind         text        not null,
    person_key   text,
    name         text,
    role         text,
    group_names  text        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    last_used_at timestamptz
);

create index access_token_of_person on access_token (person_key);

comment on column access_token.hash is 'SHA-256 of 256 random bits';
comment on column access_token.kind is 'API, SESSION, or a link: FIRST_ADMIN, INVITATION';
comment on column access_token.person_key is 'null for who is known to another system only';
comment on column access_token.role is 'what it may do at most; null for whatever the person may';
comment on column access_token.group_names is 'groups of charge points that it is limited to, one a line; empty for no limit';
