package dev.csms.domain.chargingprofile;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The profiles of one charge point, as far as it has accepted them. It is our account alone: OCPP 1.6 has no message
 * that asks for them.
 *
 * @param profiles in the order of connector, purpose, stackLevel and chargingProfileId, however they came
 */
public record InstalledProfiles(List<InstalledProfile> profiles) {

    private static final Comparator<InstalledProfile> ORDER = Comparator.comparingInt(InstalledProfile::connectorId)
            .thenComparing(installed -> installed.profile().purpose())
            .thenComparingInt(installed -> installed.profile().stackLevel())
            .thenComparingInt(installed -> installed.profile().chargingProfileId());

    public static final InstalledProfiles NONE = new InstalledProfiles(List.of());

    /** What a ClearChargingProfile leaves and takes; a charge point answers Unknown if it takes nothing. */
    public record Cleared(InstalledProfiles remaining, List<InstalledProfile> removed) {

        public Cleared {
            removed = List.copyOf(removed);
        }
    }

    public InstalledProfiles {
        profiles = profiles.stream().sorted(ORDER).toList();
    }

    /**
     * With a profile that was accepted. It takes the place of the one with its id, wherever that stands, and of the one
     * with its purpose and stackLevel on the same connector (OCPP 1.6 §3.13.2, §5.16.3, §5.16.4). Default profiles of the
     * charge point and of one connector stand side by side (§3.13.1).
     *
     * @param connectorId 0 for the charge point as a whole
     */
    public InstalledProfiles with(int connectorId, ChargingProfile profile) {
        return new InstalledProfiles(Stream.concat(
                        profiles.stream().filter(installed -> !installed.isReplacedBy(connectorId, profile)),
                        Stream.of(new InstalledProfile(connectorId, profile)))
                .toList());
    }

    /** Those that {@link #with} would remove: two at most. */
    public List<InstalledProfile> replacedBy(int connectorId, ChargingProfile profile) {
        return profiles.stream()
                .filter(installed -> installed.isReplacedBy(connectorId, profile))
                .toList();
    }

    public Cleared cleared(ClearCriteria criteria) {
        return without(criteria::match);
    }

    Stream<ChargingProfile> on(int connectorId, ChargingProfilePurpose purpose) {
        return profiles.stream()
                .filter(installed -> installed.connectorId() == connectorId)
                .map(InstalledProfile::profile)
                .filter(profile -> profile.purpose() == purpose);
    }

    /** The default profiles for a connector: its own, and those of the charge point on the levels where it has none. */
    Stream<ChargingProfile> defaultsOf(int connectorId) {
        List<ChargingProfile> own =
                on(connectorId, ChargingProfilePurpose.TX_DEFAULT_PROFILE).toList();
        Set<Integer> ownLevels = own.stream().map(ChargingProfile::stackLevel).collect(Collectors.toSet());
        return Stream.concat(
                own.stream(),
                on(0, ChargingProfilePurpose.TX_DEFAULT_PROFILE)
                        .filter(general -> !ownLevels.contains(general.stackLevel())));
    }

    private Cleared without(Predicate<InstalledProfile> unwanted) {
        return new Cleared(
                new InstalledProfiles(
                        profiles.stream().filter(unwanted.negate()).toList()),
                profiles.stream().filter(unwanted).toList());
    }
}
