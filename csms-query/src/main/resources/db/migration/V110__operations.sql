-- What has been asked of charge points.

create table operation (
    operation_id     text primary key,
    charge_point_id  text        not null,
    position         bigint      not null,
    action           text        not null,
    request          text        not null,
    delivery         text        not null,
    deadline         timestamptz not null,
    forced           boolean     not null,
    reason           text,
    batch_id         text,
    requested_by     text,
    requested_at     timestamptz not null,
    session_id       text,
    sent_at          timestamptz,
    state            text        not null,
    status           text,
    answer           text,
    error_code       text,
    remark           text,
    ended_at         timestamptz,
    late_status      text,
    late_answer      text,
    late_at          timestamptz,
    effect           text,
    effect_reference text,
    effect_at        timestamptz
);

create index operation_of_charge_point on operation (charge_point_id, position);
create unique index operation_by_position on operation (position);
create index operation_of_batch on operation (batch_id, position) where batch_id is not null;
create index operation_without_end on operation (state, deadline) where state in ('WAITING', 'SENT');

comment on column operation.request is 'the members of the request, as JSON; the payload itself where it was given raw';
comment on column operation.answer is 'payload of the answer, as it came';
