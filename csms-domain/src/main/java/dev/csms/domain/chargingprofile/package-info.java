/**
 * Smart charging: the limits that charge points are told to keep (OCPP 1.6 §3.13, §5.5, §5.7, §5.16, §7.8–§7.14).
 *
 * <p>{@link ProposedProfile} judges a profile before it is sent, {@link InstalledProfiles} says what takes whose place,
 * {@link CompositeSchedule} works out what a charge point will do with it, {@link ScheduleDifference} holds that against
 * what it says itself. All of that is arithmetic. {@link ChargingProfiles} keeps account of each charge point by what
 * {@link ChargingProfileFeature} hears of its operations and transactions. Profiles may break every rule there is, since
 * operators may want to send such.
 */
@NullMarked
package dev.csms.domain.chargingprofile;

import org.jspecify.annotations.NullMarked;
