/**
 * Smart charging: the limits that charge points are told to keep (OCPP 1.6 §3.13, §5.5, §5.7, §5.16, §7.8–§7.14).
 *
 * <p>{@link ProposedProfile} judges a profile before it is sent, {@link InstalledProfiles} keeps account of what stands
 * where, {@link CompositeSchedule} works out what a charge point will do with it. All of it is arithmetic: nothing here
 * sends, stores or looks at a clock. Profiles may break every rule there is, since operators may want to send such.
 */
@NullMarked
package dev.csms.domain.chargingprofile;

import org.jspecify.annotations.NullMarked;
