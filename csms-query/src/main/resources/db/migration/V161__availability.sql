-- Whether connectors are to serve. Connector 0 stands for the charge point and all connectors that nothing was agreed
-- for since.

create table availability (
    charge_point_id   text        not null,
    connector_id      int         not null,
    position          bigint      not null,
    type              text        not null,
    scheduled         boolean     not null,
    scheduled_for_all boolean     not null,
    agreed_at         timestamptz not null,
    primary key (charge_point_id, connector_id)
);

comment on column availability.position is 'of the event that this was agreed by, in the log';
comment on column availability.scheduled is 'this connector has not shown it yet';
comment on column availability.scheduled_for_all is 'connectors without a later row have not shown it yet';

alter table data_transfer add column answer_data text;
