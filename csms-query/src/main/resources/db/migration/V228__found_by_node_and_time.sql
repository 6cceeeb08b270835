-- A node that starts looks for the sessions that it had open before.
create index session_left_open on session (node) where ended_at is null;

-- What is asked for by time is not looked for from the newest row backwards. Facts stand in the order of time; operations
-- move when they change.
create index anomaly_by_time on anomaly using brin (received_at) with (pages_per_range = 32);
create index security_event_by_time on security_event using brin (recorded_at) with (pages_per_range = 32);
create index operation_by_time on operation (requested_at);
