package dev.csms.domain.chargingprofile;

/** Source of new chargingProfileIds: each is given once in the whole installation, over restarts and nodes. */
@FunctionalInterface
public interface ChargingProfileIds {

    /** 1 to 2147483647 */
    int next();
}
