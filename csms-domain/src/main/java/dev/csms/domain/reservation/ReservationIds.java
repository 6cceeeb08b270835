package dev.csms.domain.reservation;

/** Source of new reservation ids: each is given once in the whole installation, over restarts and nodes. */
@FunctionalInterface
public interface ReservationIds {

    /** 1 to 2147483647 */
    int next();
}
