-- What charge points are, and what has become of their connections and connectors.
-- charge_point_id is the identity in lower case, by which charge points are compared; identity is the spelling shown.

create table charge_point (
    charge_point_id           text primary key,
    identity                  text        not null,
    registration              text        not null,
    source                    text        not null,
    message_policy            text        not null,
    interval_seconds          int,
    registered_at             timestamptz not null,
    booted_at                 timestamptz,
    boot_session_id           text,
    boot_answered             text,
    boot_interval_seconds     int,
    charge_point_vendor       text,
    charge_point_model        text,
    charge_point_serial_number text,
    charge_box_serial_number  text,
    firmware_version          text,
    iccid                     text,
    imsi                      text,
    meter_type                text,
    meter_serial_number       text,
    session_id                text,
    connected                 boolean     not null,
    connection_changed_at     timestamptz,
    firmware_status           text,
    firmware_status_at        timestamptz,
    diagnostics_status        text,
    diagnostics_status_at     timestamptz
) with (fillfactor = 70);

create index charge_point_registration on charge_point (registration, charge_point_id);

comment on column charge_point.charge_point_id is 'identity in lower case';
comment on column charge_point.interval_seconds is 'set for this charge point; null for the default of the installation';
comment on column charge_point.session_id is 'of the latest connection, open or not';

create table boot (
    position         bigint primary key,
    charge_point_id  text        not null,
    session_id       text        not null,
    received_at      timestamptz not null,
    answered         text        not null,
    interval_seconds int         not null,
    charge_point_vendor        text,
    charge_point_model         text,
    charge_point_serial_number text,
    charge_box_serial_number   text,
    firmware_version           text,
    iccid                      text,
    imsi                       text,
    meter_type                 text,
    meter_serial_number        text
);

create index boot_of_charge_point on boot (charge_point_id, position);

comment on column boot.position is 'of the event in the log; so in all tables of facts';

create table data_transfer (
    position        bigint primary key,
    charge_point_id text        not null,
    vendor_id       text        not null,
    message_id      text,
    data            text,
    answered        text        not null,
    received_at     timestamptz not null
);

create index data_transfer_of_charge_point on data_transfer (charge_point_id, position);

create table connector (
    charge_point_id   text        not null,
    connector_id      int         not null,
    status            text        not null,
    since             timestamptz not null,
    error_code        text        not null,
    info              text,
    vendor_id         text,
    vendor_error_code text,
    reported_at       timestamptz,
    received_at       timestamptz not null,
    primary key (charge_point_id, connector_id)
) with (fillfactor = 70);

comment on column connector.since is 'when the status was first reported: charge point clock, else ours';

create table connector_status (
    position          bigint primary key,
    charge_point_id   text        not null,
    connector_id      int         not null,
    kind              text        not null,
    status            text        not null,
    previous_status   text,
    regular           boolean     not null,
    error_code        text        not null,
    info              text,
    vendor_id         text,
    vendor_error_code text,
    reported_at       timestamptz,
    received_at       timestamptz not null
);

create index connector_status_of_charge_point on connector_status (charge_point_id, position);

comment on column connector_status.kind is 'CHANGED; OUTDATED: reported late, so that it changed nothing; UNEXPECTED: no such connector';

create table session (
    session_id      text primary key,
    charge_point_id text        not null,
    position        bigint      not null,
    node            text        not null,
    remote_address  text        not null,
    opened_at       timestamptz not null,
    ended_at        timestamptz,
    close_code      int,
    close_reason    text,
    superseded_by   text
) with (fillfactor = 80);

create index session_of_charge_point on session (charge_point_id, position);

comment on table session is 'WebSocket connections, one row each';
