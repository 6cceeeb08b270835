-- The built-in certificate authority, one for each kind of key, shared by all nodes. Its private keys are in the vault;
-- here are references to them.
create table certificate_authority (
    name                text  primary key, -- 'ec' or 'rsa'
    root_certificate    bytea not null,    -- X.509, DER
    root_key            text  not null,
    issuing_certificate bytea not null,
    issuing_key         text  not null
);

-- What it has signed for charge points.
create table issued_certificate (
    serial_number     text        primary key, -- hexadecimal, without leading zeros
    authority         text        not null references certificate_authority (name),
    subject           text        not null,
    certificate       bytea       not null,
    issued_at         timestamptz not null,
    expires_at        timestamptz not null,
    revoked_at        timestamptz,
    revocation_reason text
);

create index issued_certificate_revoked on issued_certificate (authority, expires_at) where revoked_at is not null;
