-- Stops that came before the starts of their transactions, and to which those were found to be.

alter table stray_stop add column stop_key text;

comment on column stray_stop.stop_key is 'what it said; null in rows from before there were reconciliations';

create table stray_stop_reconciliation (
    stop_key       text primary key,
    transaction_id int         not null,
    rule           text        not null,
    evidence       text        not null,
    reconciled_at  timestamptz not null
);

comment on column stray_stop_reconciliation.transaction_id is 'the transaction that it is of, and has stopped';
