-- Firmware images, and what has become of firmware updates and diagnostics uploads.
-- The id of an update or upload is that of the operation that asks for it.

create table firmware_image (
    image_id   text primary key,
    position   bigint      not null,
    name       text        not null,
    size_bytes bigint      not null,
    sha256     text        not null,
    added_at   timestamptz not null,
    deleted_at timestamptz
);

create index firmware_image_position on firmware_image (position) where deleted_at is null;

create table firmware_update (
    firmware_update_id text primary key,
    charge_point_id    text        not null,
    position           bigint      not null,
    state              text        not null,
    location           text        not null,
    image_id           text,
    retrieve_date      timestamptz not null,
    retries            int,
    retry_interval     int,
    status             text,
    status_at          timestamptz,
    problem            text,
    superseded_by      text,
    requested_at       timestamptz not null,
    changed_at         timestamptz not null
) with (fillfactor = 80);

create index firmware_update_of_charge_point on firmware_update (charge_point_id, position);

comment on column firmware_update.location is 'URI, or csms:firmware/... for an image of ours';
comment on column firmware_update.retry_interval is 'seconds';
comment on column firmware_update.status is 'as last reported';

create table diagnostics_upload (
    diagnostics_upload_id text primary key,
    charge_point_id       text        not null,
    position              bigint      not null,
    state                 text        not null,
    location              text        not null,
    retries               int,
    retry_interval        int,
    start_time            timestamptz,
    stop_time             timestamptz,
    file_name             text,
    status                text,
    status_at             timestamptz,
    problem               text,
    superseded_by         text,
    requested_at          timestamptz not null,
    changed_at            timestamptz not null
) with (fillfactor = 80);

create index diagnostics_upload_of_charge_point on diagnostics_upload (charge_point_id, position);

comment on column diagnostics_upload.location is 'URI of a directory, or csms:diagnostics/... where it is left with us';
comment on column diagnostics_upload.file_name is 'as the charge point has announced it';

create table diagnostics_file (
    position              bigint primary key,
    file_id               text        not null,
    diagnostics_upload_id text        not null,
    file_name             text,
    size_bytes            bigint      not null,
    sha256                text        not null,
    received_at           timestamptz not null
);

create index diagnostics_file_of_upload on diagnostics_file (diagnostics_upload_id, position);

comment on column diagnostics_file.file_name is 'as the charge point calls it; only to be shown';

create table job_step (
    position bigint primary key,
    job_id   text        not null,
    kind     text        not null,
    status   text,
    detail   text,
    at       timestamptz not null
);

create index job_step_of_job on job_step (job_id, position);

comment on table job_step is 'the story of each firmware update and diagnostics upload';
