-- Reservations of connectors. An id is given once in the installation, but a forced one may be said to two charge points.

create table reservation (
    charge_point_id    text        not null,
    reservation_id     int         not null,
    status             text        not null,
    connector_id       int         not null,
    id_tag             text        not null,
    id_tag_key         text        not null,
    parent_id_tag      text,
    expires_at         timestamptz not null,
    change_requested   boolean     not null,
    operation_id       text        not null,
    requested_at       timestamptz not null,
    accepted_at        timestamptz,
    ended_at           timestamptz,
    transaction_id     int,
    used_connector_id  int,
    changed_at         timestamptz not null,
    constraint reservation_pkey primary key (charge_point_id, reservation_id)
);

create index reservation_by_id on reservation (reservation_id);
create index reservation_by_time on reservation (requested_at, reservation_id, charge_point_id);
create index reservation_of_charge_point on reservation (charge_point_id, requested_at, reservation_id);
create index reservation_of_id_tag on reservation (id_tag_key, requested_at, reservation_id);
create index reservation_to_expire on reservation (expires_at) where status in ('ACCEPTED', 'UNKNOWN');

comment on column reservation.connector_id is '0 for any';
comment on column reservation.operation_id is 'the ReserveNow by which it was last asked for';
