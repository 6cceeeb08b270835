-- Starts that were refused are attempts to authorise as well.

alter table authorization_attempt
    add column message        text not null default 'AUTHORIZE',
    add column transaction_id int;

comment on column authorization_attempt.message is 'AUTHORIZE, or START_TRANSACTION where that was not accepted';
