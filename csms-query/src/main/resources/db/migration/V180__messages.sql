-- What went over the connections, if it is to be kept.

create table ocpp_message (
    number          bigint generated always as identity primary key,
    charge_point_id text        not null,
    session_id      text        not null,
    direction       text        not null,
    at              timestamptz not null,
    frame           text        not null
);

create index ocpp_message_of_charge_point on ocpp_message (charge_point_id, number);
create index ocpp_message_at on ocpp_message using brin (at) with (pages_per_range = 32);

comment on column ocpp_message.frame is 'word for word, but for secrets';
