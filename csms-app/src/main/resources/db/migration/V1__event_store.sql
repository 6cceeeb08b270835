-- The event store. Events are numbered 1, 2, 3, … without a hole, in the order in which they became visible.

-- The number of the last event. Whoever appends holds this row, so appends of all nodes come one after another.
create table event_log_head (
    only_row boolean primary key default true check (only_row),
    position bigint  not null check (position >= 0)
) with (fillfactor = 10); -- room in the page, so that an update touches no index

insert into event_log_head (position) values (0);

create table domain_event (
    global_index         bigint      not null,
    event_identifier     uuid        not null,
    aggregate_identifier text,                  -- null: belongs to no aggregate
    sequence_number      bigint,
    aggregate_type       text,
    charge_point_id      text,                  -- the charge point concerned, if one is
    recorded_at          timestamptz not null,  -- clock of the node that decided it
    payload_type         text        not null,
    payload_revision     text,
    payload              json        not null,  -- the text as written; jsonb would reorder it
    meta_data            json        not null,
    constraint domain_event_pkey primary key (global_index),
    constraint domain_event_identifier_key unique (event_identifier),
    constraint domain_event_in_aggregate check ((aggregate_identifier is null) = (sequence_number is null))
);

-- The only lock there is between two decisions about one aggregate.
create unique index domain_event_aggregate_key on domain_event (aggregate_identifier, sequence_number)
    where aggregate_identifier is not null;

-- What an auditor filters by. Time goes by in the order of the table, so a block range index costs nearly nothing.
create index domain_event_charge_point on domain_event (lower(charge_point_id), global_index)
    where charge_point_id is not null;
create index domain_event_payload_type on domain_event (payload_type);
create index domain_event_recorded_at on domain_event using brin (recorded_at) with (pages_per_range = 32);

create function refuse_change_of_history() returns trigger language plpgsql as $$
begin
    raise exception 'events are never changed or removed' using errcode = 'CS002';
end $$;

create trigger domain_event_is_history before update or delete on domain_event
    for each row execute function refuse_change_of_history();
create trigger domain_event_stays before truncate on domain_event
    for each statement execute function refuse_change_of_history();

-- Appends the events of many commands, or of none of them.
--
-- expected: the position up to which the calling node knows the log
-- consulted: aggregates that the commands decided from copies in that node's memory
-- base: the position before the first of these events
-- unseen: aggregates that other nodes have changed since expected
--
-- Fails with CS001, appending nothing, if one of the consulted aggregates is among the unseen. Statements of a volatile
-- function see what others committed while it waited for the row of event_log_head; that needs READ COMMITTED.
create function append_events(
    expected      bigint,
    consulted     text[],
    identifiers   text[],
    aggregates    text[],
    sequences     bigint[],
    types         text[],
    charge_points text[],
    recorded      bigint[], -- microseconds since 1970
    payload_types text[],
    revisions     text[],
    payloads      text[],
    meta          text[],
    out base      bigint,
    out unseen    text[]
) language plpgsql volatile as $$
declare
    n constant integer := cardinality(identifiers);
begin
    if n > 0 then
        update event_log_head set position = position + n returning position - n into strict base;
    else
        select position into strict base from event_log_head;
    end if;

    if base <> expected then
        -- too far behind to say, or ahead of a database that was restored from a backup
        if base - expected not between 0 and 10000 then
            raise exception 'the log is at %, known to %', base, expected using errcode = 'CS001';
        end if;
        select array_agg(distinct aggregate_identifier) into unseen from domain_event
            where global_index > expected and global_index <= base and aggregate_identifier is not null;
        if unseen && consulted then
            raise exception 'decided from a stale copy' using errcode = 'CS001';
        end if;
    end if;

    if n > 0 then
        insert into domain_event (global_index, event_identifier, aggregate_identifier, sequence_number, aggregate_type,
                                  charge_point_id, recorded_at, payload_type, payload_revision, payload, meta_data)
        select base + e.ordinal, e.identifier::uuid, e.aggregate, nullif(e.sequence, -1), e.type, e.charge_point,
               timestamptz 'epoch' + e.recorded * interval '1 microsecond', e.payload_type, e.revision,
               e.payload::json, e.meta::json
        from unnest(identifiers, aggregates, sequences, types, charge_points, recorded, payload_types, revisions,
                    payloads, meta)
            with ordinality as e(identifier, aggregate, sequence, type, charge_point, recorded, payload_type, revision,
                                 payload, meta, ordinal);
    end if;
end $$;

-- The latest snapshot of each aggregate that has one. Deleting them all is safe: they are made again from the events.
create table aggregate_snapshot (
    aggregate_identifier text        primary key,
    sequence_number      bigint      not null,
    aggregate_type       text        not null,
    event_identifier     text        not null,
    recorded_at          timestamptz not null,
    payload_type         text        not null,
    payload_revision     text,
    payload              json        not null,
    meta_data            json        not null
);
