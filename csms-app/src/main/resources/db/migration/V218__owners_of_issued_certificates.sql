-- Whoever was given a certificate is its owner, also if nobody has shown it yet.
insert into certificate_owner (fingerprint, charge_point_id)
select fingerprint, charge_point_id from certificate where kind = 'CHARGE_POINT_CERTIFICATE'
order by position
on conflict (fingerprint) do nothing;
