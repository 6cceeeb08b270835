-- How charge points prove who they are. Those without a row have security profile 0 and no key.

create table charge_point_security (
    charge_point_id      text primary key,
    profile              int not null,
    upgrade_to           int,
    key_origin           text,
    key_set_at           timestamptz,
    new_key_operation_id text,
    new_key_state        text,
    certificate_serial   text,
    cpo_name             text
) with (fillfactor = 80);

comment on column charge_point_security.upgrade_to is 'the profile that it has been asked to change to and has not come by yet';
comment on column charge_point_security.key_origin is 'of its AuthorizationKey; null if it has none';
comment on column charge_point_security.new_key_state is 'of the latest new key, until it is its key or none';
comment on column charge_point_security.certificate_serial is 'its certificate has to be for; null for what it tells of itself';

alter table session add column security_profile int;
alter table session add column certificate text;

comment on column session.security_profile is 'by which it was let in; null before that was asked';
comment on column session.certificate is 'SHA-256 fingerprint in hex of what it was let in by';
