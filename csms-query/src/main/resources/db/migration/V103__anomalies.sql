-- What charge points said that cannot be right.

create table anomaly (
    position        bigint primary key,
    charge_point_id text        not null,
    kind            text        not null,
    connector_id    int,
    transaction_id  bigint,
    description     text        not null,
    raw             text,
    received_at     timestamptz not null
);

create index anomaly_of_charge_point on anomaly (charge_point_id, position);
create index anomaly_of_transaction on anomaly (transaction_id, position) where transaction_id is not null;
create index anomaly_of_kind on anomaly (kind, position);

comment on column anomaly.transaction_id is 'as claimed by the charge point, any number';
