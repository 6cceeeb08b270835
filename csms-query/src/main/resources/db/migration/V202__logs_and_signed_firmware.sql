-- What GetLog and SignedUpdateFirmware say beyond GetDiagnostics and UpdateFirmware.

alter table diagnostics_upload add column log_type text, add column request_id int;
alter table firmware_update add column install_date timestamptz, add column request_id int;
alter table firmware_image add column signing_certificate text, add column signature text;

comment on column diagnostics_upload.log_type is 'absent for GetDiagnostics';
comment on column firmware_update.request_id is 'present for signed firmware';
