-- What the running product brings: the event log, the readers' tokens and the dead letters.
create table event_log_head (only_row boolean primary key default true, position bigint not null);
insert into event_log_head (position) values (0);

create table domain_event (
    global_index         bigint      primary key,
    event_identifier     uuid        not null unique,
    aggregate_identifier text,
    sequence_number      bigint,
    aggregate_type       text,
    charge_point_id      text,
    recorded_at          timestamptz not null,
    payload_type         text        not null,
    payload_revision     text,
    payload              json        not null,
    meta_data            json        not null
);
create index on domain_event (lower(charge_point_id), global_index) where charge_point_id is not null;

create table token_entry (
    processor_name text    not null,
    segment        integer not null,
    token          bytea,
    token_type     text,
    timestamp      text,
    owner          text,
    primary key (processor_name, segment)
);

create table dead_letter (
    dead_letter_id       text   primary key,
    processing_group     text   not null,
    sequence_identifier  text   not null,
    sequence_index       bigint not null,
    message_type         text   not null,
    event_identifier     text   not null,
    recorded_at          text   not null,
    payload_type         text   not null,
    payload_revision     text,
    payload              bytea  not null,
    meta_data            bytea,
    aggregate_type       text,
    aggregate_identifier text,
    sequence_number      bigint,
    token_type           text,
    token                bytea,
    enqueued_at          text   not null,
    last_touched         text,
    processing_started   text,
    cause_type           text,
    cause_message        text,
    diagnostics          bytea,
    unique (processing_group, sequence_identifier, sequence_index)
);
