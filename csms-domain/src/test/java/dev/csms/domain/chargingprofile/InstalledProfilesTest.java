package dev.csms.domain.chargingprofile;

import static dev.csms.domain.chargingprofile.ChargingProfilePurpose.TX_DEFAULT_PROFILE;
import static dev.csms.domain.chargingprofile.ChargingProfilePurpose.TX_PROFILE;
import static dev.csms.domain.chargingprofile.ProfileBuilder.chargePointMax;
import static dev.csms.domain.chargingprofile.ProfileBuilder.txDefault;
import static dev.csms.domain.chargingprofile.ProfileBuilder.txProfile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargingprofile.InstalledProfiles.Cleared;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InstalledProfilesTest {

    private static final ChargingProfile DEFAULT = txDefault().id(1).limit("16").build();

    @Test
    void a_profile_is_added_to_those_of_other_purposes_levels_and_connectors() {
        InstalledProfiles installed = InstalledProfiles.NONE
                .with(1, DEFAULT)
                .with(1, txDefault().id(2).level(1).build())
                .with(2, txDefault().id(3).build())
                .with(1, txProfile().id(4).build())
                .with(0, chargePointMax().id(5).build());

        assertThat(ids(installed)).containsExactly(5, 1, 2, 4, 3);
    }

    @Test
    void default_profiles_of_the_charge_point_and_of_a_connector_stand_side_by_side() {
        InstalledProfiles installed = InstalledProfiles.NONE
                .with(0, DEFAULT)
                .with(1, txDefault().id(2).build());

        assertThat(ids(installed)).containsExactly(1, 2);
    }

    @Test
    void the_same_purpose_and_level_on_the_same_connector_is_replaced() {
        ChargingProfile other = txDefault().id(2).limit("10").build();

        assertThat(InstalledProfiles.NONE.with(1, DEFAULT).with(1, other))
                .isEqualTo(new InstalledProfiles(List.of(new InstalledProfile(1, other))));
    }

    @Test
    void the_same_id_is_replaced_wherever_it_stands() {
        ChargingProfile moved = chargePointMax().id(1).level(3).build();

        assertThat(InstalledProfiles.NONE.with(1, DEFAULT).with(0, moved))
                .isEqualTo(new InstalledProfiles(List.of(new InstalledProfile(0, moved))));
    }

    @Test
    void one_profile_may_replace_two() {
        InstalledProfiles installed = InstalledProfiles.NONE
                .with(1, DEFAULT)
                .with(2, txDefault().id(2).build());
        ChargingProfile moved = txDefault().id(1).limit("10").build();

        assertThat(installed.replacedBy(2, moved)).isEqualTo(installed.profiles());
        assertThat(installed.with(2, moved)).isEqualTo(new InstalledProfiles(List.of(new InstalledProfile(2, moved))));
    }

    @Test
    void a_later_profile_replaces_that_of_the_remote_start_on_its_level_only() {
        ChargingProfile ofRemoteStart = txProfile().id(1).level(2).build();
        InstalledProfiles installed = InstalledProfiles.NONE.with(1, ofRemoteStart);

        assertThat(ids(installed.with(
                        1, txProfile().id(2).level(2).transactionId(7).build())))
                .containsExactly(2);
        assertThat(ids(installed.with(
                        1, txProfile().id(2).level(3).transactionId(7).build())))
                .containsExactly(1, 2);
    }

    @Test
    void the_order_of_arrival_makes_no_difference() {
        ChargingProfile other = txDefault().id(2).level(1).build();

        assertThat(InstalledProfiles.NONE.with(1, DEFAULT).with(0, other))
                .isEqualTo(InstalledProfiles.NONE.with(0, other).with(1, DEFAULT));
    }

    private static final InstalledProfiles SEVERAL = InstalledProfiles.NONE
            .with(0, chargePointMax().id(1).build())
            .with(0, txDefault().id(2).build())
            .with(1, txDefault().id(3).build())
            .with(1, txDefault().id(4).level(1).build())
            .with(2, txProfile().id(5).level(1).build());

    @Test
    void clearing_without_criteria_takes_all() {
        Cleared cleared = SEVERAL.cleared(ClearCriteria.ALL);

        assertThat(cleared.remaining()).isEqualTo(InstalledProfiles.NONE);
        assertThat(cleared.removed()).isEqualTo(SEVERAL.profiles());
    }

    @Test
    void clearing_by_id_heeds_nothing_else() {
        assertThat(removed(4, 2, TX_PROFILE, 9)).containsExactly(4);
    }

    @Test
    void clearing_by_connector_0_takes_what_stands_on_the_charge_point() {
        assertThat(removed(null, 0, null, null)).containsExactly(1, 2);
    }

    @Test
    void clearing_by_one_criterion_takes_all_that_match() {
        assertThat(removed(null, 1, null, null)).containsExactly(3, 4);
        assertThat(removed(null, null, TX_DEFAULT_PROFILE, null)).containsExactly(2, 3, 4);
        assertThat(removed(null, null, null, 1)).containsExactly(4, 5);
    }

    @Test
    void clearing_by_several_criteria_takes_what_matches_all_of_them() {
        assertThat(removed(null, 1, TX_DEFAULT_PROFILE, 0)).containsExactly(3);
        assertThat(removed(null, null, TX_DEFAULT_PROFILE, 1)).containsExactly(4);
        assertThat(removed(null, 2, TX_DEFAULT_PROFILE, null)).isEmpty();
    }

    @Test
    void what_is_not_cleared_remains() {
        assertThat(ids(SEVERAL.cleared(new ClearCriteria(null, 1, null, null)).remaining()))
                .containsExactly(1, 2, 5);
        assertThat(SEVERAL.cleared(new ClearCriteria(99, null, null, null)).remaining())
                .isEqualTo(SEVERAL);
    }

    private static List<Integer> removed(
            @Nullable Integer id,
            @Nullable Integer connectorId,
            @Nullable ChargingProfilePurpose purpose,
            @Nullable Integer stackLevel) {
        return SEVERAL.cleared(new ClearCriteria(id, connectorId, purpose, stackLevel)).removed().stream()
                .map(installed -> installed.profile().chargingProfileId())
                .toList();
    }

    private static List<Integer> ids(InstalledProfiles installed) {
        return installed.profiles().stream()
                .map(each -> each.profile().chargingProfileId())
                .toList();
    }
}
