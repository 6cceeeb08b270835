-- The position in the log of the first event that was recorded at a time or later, found by halves. What is asked of the
-- log by time can so be read where it is, instead of from the newest event backwards. Events stand in the order of the
-- appends, and each node has a clock of its own: where clocks differ by d, the answer is good for the time 2 d earlier.
--
-- otherwise: if there are no events here
create function position_at(at timestamptz, otherwise bigint) returns bigint language plpgsql stable as $$
declare
    low    bigint := 1;
    high   bigint;
    middle bigint;
begin
    select position + 1 into high from event_log_head;
    if high is null or high = 1 then
        return otherwise;
    end if;
    while low < high loop
        middle := (low + high) / 2;
        if (select recorded_at from domain_event where global_index = middle) < at then
            low := middle + 1;
        else
            high := middle;
        end if;
    end loop;
    return low;
end $$;
