-- Also in a session that replays a replica, in which ordinary triggers sleep.
alter table domain_event enable always trigger domain_event_is_history;
alter table domain_event enable always trigger domain_event_stays;
