-- Reservation ids are given out by the hundred: each value stands for itself and the 99 that follow.
create sequence reservation_id_block as integer start 1 increment 100 no cycle;
