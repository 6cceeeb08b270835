-- What concerns security: reported by charge points, and noticed by us.

create table security_event (
    position        bigint primary key,
    source          text        not null,
    type            text        not null,
    known           boolean     not null,
    critical        boolean     not null,
    culprit         text        not null,
    charge_point_id text        not null,
    description     text,
    times           bigint      not null,
    occurred_at     timestamptz not null,
    recorded_at     timestamptz not null
);

create index security_event_of_charge_point on security_event (charge_point_id, position);
create index security_event_of_type on security_event (lower(type), position);
create index security_event_critical on security_event (position) where critical;

comment on column security_event.culprit is 'identity of a charge point, or a network address';
comment on column security_event.charge_point_id is 'the culprit in lower case; need not be the key of a charge point';
comment on column security_event.occurred_at is 'by the charge point''s clock where that can be believed';
