-- People who use the system and what is known of their tokens. There is nothing here by which somebody could sign in.

create table person (
    person_key             text primary key,
    name                   text        not null,
    role                   text        not null,
    group_names            text        not null,
    disabled               boolean     not null,
    disable_reason         text,
    password_set_at        timestamptz,
    password_to_be_changed boolean     not null,
    added_at               timestamptz not null,
    tokens_void_at         timestamptz
);

comment on column person.person_key is 'the name in lower case, by which names are compared';
comment on column person.group_names is 'groups of charge points that the person is limited to, one a line; empty for no limit';
comment on column person.tokens_void_at is 'tokens issued until then open nothing';

create table api_token (
    token_id    text primary key,
    person_key  text        not null,
    person_name text        not null,
    label       text        not null,
    role        text        not null,
    group_names text        not null,
    issued_at   timestamptz not null,
    expires_at  timestamptz not null,
    revoked_at  timestamptz
);

create index api_token_of_person on api_token (person_key, issued_at);
