-- Request ids of log uploads and signed firmware updates are given out by the hundred: each value stands for itself and
-- the 99 that follow.
create sequence request_id_block as integer start 1 increment 100 no cycle;
