-- The configuration of charge points. key_id is a key in lower case, by which keys are compared.

create table configuration (
    charge_point_id text primary key,
    last_read_at    timestamptz,
    complete_at     timestamptz,
    booted_at       timestamptz
);

comment on column configuration.last_read_at is 'the latest answer to a GetConfiguration; null if there was none';
comment on column configuration.complete_at is 'the latest answer that told all keys; null if there was none';
comment on column configuration.booted_at is 'the latest boot since anything was known: what had waited for it is in force';

create table configuration_key (
    charge_point_id text        not null,
    key_id          text        not null,
    key             text        not null,
    standing        text        not null,
    readonly        boolean     not null,
    value           text,
    pending_value   text,
    pending_since   timestamptz,
    changed_at      timestamptz not null,
    primary key (charge_point_id, key_id)
);

comment on column configuration_key.standing is 'KNOWN, VANISHED, or UNKNOWN if the charge point said so when asked';

create table configuration_change (
    position        bigint      not null,
    ordinal         int         not null,
    charge_point_id text        not null,
    key_id          text        not null,
    key             text        not null,
    kind            text        not null,
    value           text,
    previous_value  text,
    readonly        boolean,
    operation_id    text,
    changed_at      timestamptz not null,
    primary key (position, ordinal)
);

create index configuration_change_of_charge_point on configuration_change (charge_point_id, position, ordinal);
create index configuration_change_of_key on configuration_change (charge_point_id, key_id, position, ordinal);

comment on column configuration_change.ordinal is 'of the key, among those that one event tells of';
