-- idTags, and what charge points were told of them. id_tag_key is the idTag in lower case, by which they are compared.

create table id_tag (
    id_tag_key              text primary key,
    id_tag                  text        not null,
    source                  text        not null,
    parent_id_tag           text,
    parent_id_tag_key       text,
    expires_at              timestamptz,
    blocked                 boolean     not null,
    block_reason            text,
    concurrent_transactions int         not null,
    registered_at           timestamptz not null,
    changed_at              timestamptz not null
);

create index id_tag_of_parent on id_tag (parent_id_tag_key, id_tag_key) where parent_id_tag_key is not null;

comment on column id_tag.concurrent_transactions is 'how many it may have open at once; 0 for any number';

create table authorization_attempt (
    position        bigint primary key,
    charge_point_id text        not null,
    id_tag          text        not null,
    id_tag_key      text        not null,
    status          text        not null,
    expires_at      timestamptz,
    parent_id_tag   text,
    received_at     timestamptz not null
);

create index authorization_attempt_of_charge_point on authorization_attempt (charge_point_id, position);
create index authorization_attempt_of_id_tag on authorization_attempt (id_tag_key, position);
create index authorization_attempt_refused on authorization_attempt (position) where status <> 'ACCEPTED';
create index authorization_attempt_by_time on authorization_attempt using brin (received_at);
