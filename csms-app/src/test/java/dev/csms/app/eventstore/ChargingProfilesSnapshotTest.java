package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargingprofile.ChargingProfile;
import dev.csms.domain.chargingprofile.ChargingProfileEvent;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfileInstalled;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilePerhapsInstalled;
import dev.csms.domain.chargingprofile.ChargingProfileKind;
import dev.csms.domain.chargingprofile.ChargingProfilePurpose;
import dev.csms.domain.chargingprofile.ChargingProfiles;
import dev.csms.domain.chargingprofile.ChargingRateUnit;
import dev.csms.domain.chargingprofile.ChargingSchedule;
import dev.csms.domain.chargingprofile.ChargingSchedulePeriod;
import dev.csms.domain.chargingprofile.RecurrencyKind;
import dev.csms.domain.operation.OperationId;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;

class ChargingProfilesSnapshotTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final ChargingProfile PROFILE = new ChargingProfile(
            7,
            8,
            1,
            ChargingProfilePurpose.TX_PROFILE,
            ChargingProfileKind.RECURRING,
            RecurrencyKind.DAILY,
            NOON,
            null,
            new ChargingSchedule(
                    60,
                    NOON,
                    ChargingRateUnit.A,
                    null,
                    List.of(new ChargingSchedulePeriod(0, new BigDecimal("16.0"), 1))));

    private final Serializer serializer = SnapshotJson.serializer();

    @Test
    void the_account_of_profiles_is_read_as_it_was_written() throws ReflectiveOperationException {
        ChargingProfiles profiles = after(
                new ChargingProfileInstalled(CP, new OperationId("a"), 0, PROFILE, 8, List.of(), NOON),
                new ChargingProfilePerhapsInstalled(CP, new OperationId("b"), 1, PROFILE, null, List.of(), NOON));

        Object read = serializer.deserialize(serializer.serialize(profiles, String.class));

        assertThat(read).usingRecursiveComparison().isEqualTo(profiles);
    }

    private static ChargingProfiles after(ChargingProfileEvent... events) throws ReflectiveOperationException {
        Constructor<ChargingProfiles> constructor = ChargingProfiles.class.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method on = ChargingProfiles.class.getDeclaredMethod("on", ChargingProfileEvent.class);
        on.setAccessible(true);
        ChargingProfiles profiles = constructor.newInstance();
        for (ChargingProfileEvent event : events) {
            on.invoke(profiles, event);
        }
        return profiles;
    }
}
