-- Charging transactions, the meter samples that belong to them or to none, and stops that fit no transaction.

create table transaction (
    transaction_id           int primary key,
    charge_point_id          text        not null,
    connector_id             int         not null,
    state                    text        not null,

    id_tag                   text        not null,
    id_tag_key               text        not null,
    authorization_status     text        not null,
    parent_id_tag            text,
    meter_start_wh           bigint,
    started_at               timestamptz not null,
    start_claimed_at         timestamptz,
    start_received_at        timestamptz not null,
    reservation_id           int,

    meter_stop_wh            bigint,
    stopped_at               timestamptz,
    stop_claimed_at          timestamptz,
    stop_received_at         timestamptz,
    stop_reason              text,
    stop_id_tag              text,
    stop_authorization_status text,
    claimed_transaction_id   bigint,

    closing_rule             text,
    closing_evidence         text,
    closing_ended_by         timestamptz,
    closed_at                timestamptz,
    reopening_evidence       text,
    reopened_at              timestamptz,

    ended_at                 timestamptz,

    begin_sample_wh          numeric,
    end_sample_wh            numeric,
    first_periodic_wh        numeric,
    first_periodic_at        timestamptz,
    last_periodic_wh         numeric,
    last_periodic_at         timestamptz,

    energy_wh                numeric,
    energy_verdict           text        not null,
    energy_source            text        not null
) with (fillfactor = 80);

create index transaction_by_start on transaction (started_at, transaction_id);
create index transaction_of_charge_point on transaction (charge_point_id, started_at, transaction_id);
create index transaction_of_id_tag on transaction (id_tag_key, started_at, transaction_id);
create index transaction_open on transaction (charge_point_id) where state = 'OPEN';
create index transaction_not_stopped on transaction (started_at, transaction_id) where state <> 'STOPPED';
create index transaction_implausible on transaction (started_at, transaction_id) where energy_verdict = 'IMPLAUSIBLE';

comment on column transaction.started_at is 'charge point clock where that can be believed, else ours; so stopped_at';
comment on column transaction.ended_at is 'when it stopped, or by when the evidence says that it was over';
comment on column transaction.id_tag_key is 'idTag in lower case, by which idTags are compared';
comment on column transaction.begin_sample_wh is 'Energy.Active.Import.Register in the context Transaction.Begin';

-- A dictionary that outlives rebuilds, so that a series keeps its number.
create table meter_series (
    series_id       int generated always as identity primary key,
    charge_point_id text not null,
    connector_id    int  not null,
    measurand       text not null,
    phase           text not null,
    location        text not null,
    context         text not null,
    unit            text not null,
    format          text not null,
    unique (charge_point_id, connector_id, measurand, phase, location, context, unit, format)
);

comment on column meter_series.phase is 'empty for the total';
comment on column meter_series.unit is 'empty if unknown';

create table meter_sample (
    transaction_id int         not null,
    series_id      int         not null,
    sampled_at     timestamptz not null,
    value          numeric,
    text_value     text,
    primary key (transaction_id, series_id, sampled_at)
);

comment on column meter_sample.transaction_id is '0 for samples that belong to no transaction';
comment on column meter_sample.sampled_at is 'charge point clock';
comment on column meter_sample.text_value is 'signed data byte for byte, or what could not be read as a number';

create table stray_stop (
    position               bigint primary key,
    charge_point_id        text        not null,
    cause                  text,
    transaction_id         int,
    claimed_transaction_id bigint,
    meter_stop_wh          bigint,
    claimed_at             timestamptz,
    stop_reason            text,
    id_tag                 text,
    sample_count           int         not null,
    received_at            timestamptz not null
);

create index stray_stop_of_charge_point on stray_stop (charge_point_id, position);

comment on table stray_stop is 'StopTransactions that do not name a transaction of their charge point';
comment on column stray_stop.transaction_id is 'the one open transaction that it fitted and stopped';
