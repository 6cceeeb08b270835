-- Certificates of manufacturers that charge points come by at first, and authorities that are asked again.

alter table certificate_request add column retry_at timestamptz;

comment on column certificate_request.retry_at is 'when the certificate authority is asked again; null if it is not';

create index certificate_of_factory on certificate (charge_point_id)
    where kind = 'FACTORY_CERTIFICATE' and state = 'IN_USE';

alter table session add column certificate_issuer text;

comment on column session.certificate_issuer is 'who stands for the certificate: OPERATOR or MANUFACTURER';
