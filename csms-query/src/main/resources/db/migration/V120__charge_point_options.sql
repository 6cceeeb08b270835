-- What charge points are excused from.

alter table charge_point
    add column assume_subprotocol boolean not null default false,
    add column no_server_ping     boolean not null default false,
    add column time_zone          text,
    add column fractional_seconds boolean;

comment on column charge_point.time_zone is 'of its times that name no offset from UTC; null for UTC';
comment on column charge_point.fractional_seconds is 'null for the default of the installation';
