-- Certificates of charge points, the requests that they came from, and the roots that charge points trust.

create table certificate_request (
    request_id      text primary key,
    charge_point_id text        not null,
    position        bigint      not null,
    state           text        not null,
    subject         text,
    key_algorithm   text,
    key_size_bits   int,
    csr             text,
    refusal         text,
    problem         text,
    fingerprint     text,
    requested_at    timestamptz not null,
    changed_at      timestamptz not null
) with (fillfactor = 80);

create index certificate_request_of_charge_point on certificate_request (charge_point_id, position);
create index certificate_request_position on certificate_request (position);
create index certificate_request_open on certificate_request (changed_at)
    where state in ('REQUESTED', 'SIGNING', 'FAILED');

comment on column certificate_request.csr is 'PKCS#10 in PEM; absent where it was refused';
comment on column certificate_request.fingerprint is 'of the certificate that was made';

create table certificate (
    charge_point_id   text        not null,
    kind              text        not null,
    fingerprint       text        not null,
    position          bigint      not null,
    state             text        not null,
    serial_number     text        not null,
    subject           text        not null,
    issuer            text        not null,
    not_before        timestamptz not null,
    not_after         timestamptz not null,
    key_algorithm     text        not null,
    key_size_bits     int         not null,
    pem               text        not null,
    request_id        text,
    operation_id      text,
    delivery_problem  text,
    remark            text,
    revocation_reason text,
    used_at           timestamptz,
    renewal_asked_at  timestamptz,
    changed_at        timestamptz not null,
    primary key (charge_point_id, kind, fingerprint)
) with (fillfactor = 80);

create index certificate_of_charge_point on certificate (charge_point_id, position);
create index certificate_position on certificate (position);
create index certificate_fingerprint on certificate (fingerprint);
create index certificate_end on certificate (not_after)
    where state in ('ISSUED', 'NOT_DELIVERED', 'DELIVERED', 'IN_USE', 'INSTALLED');
create index certificate_not_delivered on certificate (changed_at) where state = 'NOT_DELIVERED';

comment on column certificate.kind is 'the charge point''s own, or for what it trusts a root';
comment on column certificate.fingerprint is 'SHA-256, hexadecimal';
comment on column certificate.operation_id is 'by which the charge point was last sent it';

create table installed_certificates (
    charge_point_id  text        not null,
    certificate_type text        not null,
    roots            jsonb       not null,
    reported_at      timestamptz not null,
    primary key (charge_point_id, certificate_type)
);

comment on table installed_certificates is 'which roots charge points say they have, where they were asked';
