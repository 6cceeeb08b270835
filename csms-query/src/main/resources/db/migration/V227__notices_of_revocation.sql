-- Certificate authorities are told of revocations, and told again if they are away.

alter table certificate
    add column notice_wanted_at timestamptz,
    add column notice_problem   text,
    add column notice_retry_at  timestamptz;

create index certificate_notice on certificate (notice_retry_at) where notice_wanted_at is not null;

comment on column certificate.notice_wanted_at is 'since when its authority is to be told that it is revoked; null once it has heard it';
comment on column certificate.notice_problem is 'why it has not when it was last told';
comment on column certificate.notice_retry_at is 'when it is told again; null if it is not';
