-- Whose each certificate is by which a charge point was let in: a certificate is for one charge point.
create table certificate_owner (
    fingerprint     text        primary key, -- SHA-256, hexadecimal
    charge_point_id text        not null,
    first_seen_at   timestamptz not null default now()
);
