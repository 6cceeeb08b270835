-- Profiles that charge points have, may have or had, by the operation that brought them; and the schedules they report.

create table charging_profile (
    operation_id        text primary key,
    position            bigint      not null,
    charge_point_id     text        not null,
    connector_id        int         not null,
    purpose             text        not null,
    stack_level         int         not null,
    charging_profile_id int         not null,
    profile             jsonb       not null,
    transaction_id      int,
    installed_at        timestamptz not null,
    doubted_by          text,
    doubted_since       timestamptz,
    end_cause           text,
    ended_by            text,
    ended_at            timestamptz
);

create index charging_profile_of_charge_point on charging_profile (charge_point_id, position);
create index charging_profile_installed on charging_profile (charge_point_id) where ended_at is null;

comment on column charging_profile.doubted_by is 'operation of which nobody knows whether it has removed the profile, or installed it';

create table reported_schedule (
    position        bigint primary key,
    charge_point_id text        not null,
    connector_id    int         not null,
    operation_id    text        not null,
    reported        jsonb       not null,
    expected        jsonb       not null,
    uncertain       boolean     not null,
    reported_at     timestamptz not null
);

create index reported_schedule_latest on reported_schedule (charge_point_id, connector_id, position desc);
