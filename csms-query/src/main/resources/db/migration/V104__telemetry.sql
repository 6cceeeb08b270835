-- What is no event: written in bulk by the nodes that hold the connections, and not rebuilt from the log.

create table last_seen (
    charge_point_id text primary key,
    seen_at         timestamptz not null
) with (fillfactor = 50);

create table deviation (
    charge_point_id text        not null,
    kind            text        not null,
    member          text        not null,
    count           bigint      not null,
    first_seen_at   timestamptz not null,
    last_seen_at    timestamptz not null,
    last_example    text        not null,
    primary key (charge_point_id, kind, member)
) with (fillfactor = 50);

comment on table deviation is 'What had to be mended in the messages of a charge point that is read leniently';
