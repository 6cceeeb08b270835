-- How far each reader of the events has come.
create table token_entry (
    processor_name text    not null,
    segment        integer not null,
    token          bytea,
    token_type     text,
    timestamp      text,
    owner          text,
    primary key (processor_name, segment)
);

-- Events that a reader could not handle, and those of the same sequence that wait behind them.
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
    constraint dead_letter_sequence_key unique (processing_group, sequence_identifier, sequence_index)
);

create index dead_letter_last_touched on dead_letter (processing_group, last_touched);

-- Who this token store is. Axon would insert it at the first start; nodes that start together would race for it.
insert into token_entry (processor_name, segment, token, token_type, timestamp, owner)
values ('__config', 0, convert_to('{"config":{"id":"' || gen_random_uuid() || '"}}', 'UTF8'),
        'org.axonframework.eventhandling.tokenstore.ConfigToken', '2026-11-24T00:00:00Z', null);
