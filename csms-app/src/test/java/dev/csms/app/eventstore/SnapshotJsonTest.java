package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.localauthlist.InstalledList;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateRequested;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdateUnknown;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListUpdated;
import dev.csms.domain.operation.ListEntry;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.UpdateType;
import dev.csms.domain.reservation.ReservationEnd;
import dev.csms.domain.reservation.ReservationEvent.ReservationAccepted;
import dev.csms.domain.reservation.ReservationEvent.ReservationEnded;
import dev.csms.domain.reservation.ReservationEvent.ReservationRequested;
import dev.csms.domain.reservation.ReservationTerms;
import dev.csms.domain.reservation.Reservations;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.Test;

/** What aggregates keep of reservations and lists is the same after it was stored and loaded. */
class SnapshotJsonTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final OperationId ONE = new OperationId("o-1");
    private static final OperationId TWO = new OperationId("o-2");
    private static final OperationId THREE = new OperationId("o-3");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Serializer serializer = SnapshotJson.serializer();

    @Test
    void reservations_that_are_live_and_that_have_ended() {
        ReservationTerms terms = new ReservationTerms(1, "ALICE", "FAMILY", NOON);
        Reservations reservations = new Reservations();
        reservations.on(new ReservationRequested(CP, 1, ONE, terms, NOON));
        reservations.on(new ReservationAccepted(CP, 1, ONE, terms, NOON));
        reservations.on(new ReservationEnded(CP, 1, ReservationEnd.EXPIRED, NOON));
        reservations.on(new ReservationRequested(CP, 2, TWO, terms, NOON));

        SerializedObject<String> stored = serializer.serialize(reservations, String.class);
        Reservations loaded = serializer.deserialize(stored);

        assertThat(serializer.serialize(loaded, String.class).getData())
                .isEqualTo(stored.getData())
                .contains("\"live\":{\"2\":", "\"ended\":{\"1\":");
    }

    @Test
    void a_list_with_what_is_there_what_is_under_way_and_what_was_never_answered() {
        List<ListEntry> entries =
                List.of(new ListEntry("A", new IdTagInfo(AuthorizationStatus.ACCEPTED, NOON, new IdTagId("FLEET"))));
        InstalledList list = InstalledList.UNKNOWN
                .after(new LocalAuthListUpdateRequested(CP, ONE, 1, UpdateType.FULL, entries, NOON))
                .after(new LocalAuthListUpdated(CP, ONE, 1, NOON))
                .after(new LocalAuthListUpdateRequested(
                        CP, TWO, 2, UpdateType.DIFFERENTIAL, List.of(new ListEntry("A", null)), NOON))
                .after(new LocalAuthListUpdateUnknown(CP, TWO, 2, NOON))
                .after(new LocalAuthListUpdateRequested(CP, THREE, 3, UpdateType.FULL, List.of(), NOON));

        InstalledList loaded = serializer.deserialize(serializer.serialize(list, String.class));

        assertThat(loaded).isEqualTo(list);
    }
}
