-- That a certificate authority has failed is of interest while it is asked again, too.

alter table certificate_request add column failed_at timestamptz;

comment on column certificate_request.failed_at is 'when the certificate authority last made none; null once it has made one';

update certificate_request set failed_at = changed_at where state = 'FAILED';
