-- To which group, such as a site, a charge point belongs. People and tokens can be limited to groups.

create table charge_point_group (
    charge_point_id text primary key,
    group_name      text
);

create index charge_point_group_by_name on charge_point_group (group_name, charge_point_id);

comment on column charge_point_group.group_name is 'null if it was taken out of its group';
