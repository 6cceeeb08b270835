-- Local authorization lists of charge points: what is wanted, what was sent, and what is there.

create table local_auth_list (
    charge_point_id         text primary key,
    identity                text        not null,
    rule                    text        not null,
    rule_id_tags            jsonb       not null,
    rule_parent_id_tags     jsonb       not null,
    wanted_entries          int,
    omitted_entries         int         not null,
    entries                 jsonb       not null,
    entry_count             int         not null,
    installed_version       int,
    certain                 boolean     not null,
    certain_before          boolean     not null,
    unsupported             boolean     not null,
    last_version            int         not null,
    under_way               jsonb       not null,
    updating                boolean     not null,
    unanswered              jsonb,
    refusal                 text,
    max_entries             int,
    max_entries_per_message int,
    last_synced_at          timestamptz,
    changed_at              timestamptz not null
);

create index local_auth_list_with_rule on local_auth_list (charge_point_id) where rule <> 'NONE';

comment on column local_auth_list.entries is 'what the charge point has, as far as is known';
comment on column local_auth_list.unanswered is 'the update of which nobody knows whether it was taken over';
