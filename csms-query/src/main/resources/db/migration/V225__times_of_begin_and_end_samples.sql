-- When the samples of begin and end were taken, by which those of other times are told.

alter table transaction
    add column begin_sample_at timestamptz,
    add column end_sample_at   timestamptz;

comment on column transaction.begin_sample_at is 'charge point clock; null in rows from before it was kept';
