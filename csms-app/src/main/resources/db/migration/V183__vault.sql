-- The keys of this installation, each sealed with a key that the installation key gives. During a rotation each is there
-- twice, sealed for the old installation key and for the new one.
create table keyring (
    purpose   text        not null,
    version   integer     not null,
    sealed_by text        not null, -- a name of the installation key that says nothing about it
    sealed    bytea       not null,
    made_at   timestamptz not null default now(),
    primary key (purpose, version, sealed_by)
);

-- Secrets, sealed with a key of the keyring. Nothing else in the database holds any.
create table vault_secret (
    id          uuid        primary key,
    purpose     text        not null,
    key_version integer     not null,
    sealed      bytea       not null, -- nonce, text, tag
    kept_at     timestamptz not null default now()
);
