-- Operations of a batch that is not sent all at once.
alter table operation add column not_before timestamptz;

create index operation_held_back on operation (not_before) where state = 'WAITING' and not_before is not null;
