package dev.csms.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorOccupied;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorReleased;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.domain.idtag.AuthorizationEvent.AuthorizationAttempted;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagEvent.IdTagDisengaged;
import dev.csms.domain.idtag.IdTagEvent.IdTagEngaged;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.metervalue.Attribution;
import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.metervalue.MeterValueEvent.MeterValuesReceived;
import dev.csms.domain.metervalue.SampledValue;
import dev.csms.domain.transaction.StopReason;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionEvent.TransactionStopped;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.domain.transaction.TransactionStartEvent.TransactionIdAssigned;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.Test;

/**
 * How many events a second the projections write, and at what cost. No test: run it by name,
 * {@code -Dtest=ProjectionBenchmark}. The events of 200 charge points in whole sessions, all there from the start.
 */
class ProjectionBenchmark extends QuerySideTest {

    private static final int CHARGE_POINTS = 200;
    private static final int SESSIONS_EACH = 60;

    @Test
    void whole_sessions() {
        run(5); // warms up
        run(SESSIONS_EACH);
        run(SESSIONS_EACH);
    }

    private void run(int sessionsEach) {
        List<ChargePointId> chargePoints =
                Stream.generate(QuerySideTest::chargePoint).limit(CHARGE_POINTS).toList();
        List<GenericDomainEventMessage<?>> events = new ArrayList<>();
        for (int session = 0; session < sessionsEach; session++) {
            List<List<GenericDomainEventMessage<?>>> atOnce = new ArrayList<>();
            for (ChargePointId chargePoint : chargePoints) {
                atOnce.add(session(chargePoint, NOON.plusSeconds(session * 3600L)));
            }
            for (int step = 0; step < atOnce.getFirst().size(); step++) {
                for (List<GenericDomainEventMessage<?>> one : atOnce) {
                    events.add(one.get(step));
                }
            }
        }
        long cpu = cpuNanos();
        long postgres = postgresCpuMillis();
        long start = System.nanoTime();
        log().recordForProjections(events);
        assertThat(progress().await(log().head(), Duration.ofMinutes(5))).isTrue();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%,d events in %.2f s: %,.0f events/s; CPU per 1,000 events: JVM %.1f ms, PostgreSQL %.1f ms%n",
                events.size(),
                seconds,
                events.size() / seconds,
                (cpuNanos() - cpu) / 1e6 / events.size() * 1000,
                (double) (postgresCpuMillis() - postgres) / events.size() * 1000);
    }

    private static List<GenericDomainEventMessage<?>> session(ChargePointId chargePoint, Instant at) {
        TransactionId transaction = transaction();
        IdTagId idTag = new IdTagId("TAG-" + chargePoint.value());
        IdTagInfo accepted = new IdTagInfo(AuthorizationStatus.ACCEPTED, null, null);
        String point = chargePoint.toString();
        return List.of(
                message(UUID.randomUUID().toString(), new AuthorizationAttempted(chargePoint, idTag, accepted, at)),
                message(point, status(chargePoint, ChargePointStatus.PREPARING, at)),
                message(
                        transaction.toString(),
                        new TransactionStarted(
                                transaction, chargePoint, 1, idTag, accepted, 0L, at, at, null, at, null)),
                message("start-" + transaction, new TransactionIdAssigned("start-" + transaction, transaction)),
                message(point, new ConnectorOccupied(chargePoint, 1, transaction, at, "start-" + transaction, at)),
                message(idTag.toString(), new IdTagEngaged(idTag, transaction, chargePoint)),
                message(point, status(chargePoint, ChargePointStatus.CHARGING, at)),
                message(UUID.randomUUID().toString(), meterValues(chargePoint, transaction, at.plusSeconds(60))),
                message(UUID.randomUUID().toString(), meterValues(chargePoint, transaction, at.plusSeconds(120))),
                message(
                        transaction.toString(),
                        new TransactionStopped(
                                transaction,
                                chargePoint,
                                1,
                                900L,
                                at.plusSeconds(900),
                                at,
                                StopReason.LOCAL,
                                null,
                                idTag,
                                accepted,
                                List.of(),
                                at,
                                null)),
                message(point, new ConnectorReleased(chargePoint, 1, transaction)),
                message(idTag.toString(), new IdTagDisengaged(idTag, transaction)),
                message(point, status(chargePoint, ChargePointStatus.FINISHING, at)),
                message(point, status(chargePoint, ChargePointStatus.AVAILABLE, at)));
    }

    private static ConnectorStatusChanged status(ChargePointId chargePoint, ChargePointStatus status, Instant at) {
        StatusReport report = new StatusReport(status, ChargePointErrorCode.NO_ERROR, null, null, null, at);
        return new ConnectorStatusChanged(chargePoint, 1, report, null, true, at);
    }

    private static MeterValuesReceived meterValues(ChargePointId chargePoint, TransactionId transaction, Instant at) {
        MeterValue value = new MeterValue(
                at,
                List.of(
                        new SampledValue(
                                "500", "Sample.Periodic", null, SampledValue.ENERGY_IMPORT_REGISTER, null, null, "Wh"),
                        new SampledValue("11000.5", "Sample.Periodic", null, "Power.Active.Import", null, null, "W"),
                        new SampledValue("230.1", "Sample.Periodic", null, "Voltage", "L1-N", null, "V")));
        return new MeterValuesReceived(
                chargePoint, 1, transaction, Attribution.CLAIMED, null, List.of(value), at, null);
    }

    private static GenericDomainEventMessage<?> message(String aggregate, Object payload) {
        return new GenericDomainEventMessage<>("Any", aggregate, 0, payload);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long postgresCpuMillis() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.mapToLong(ProjectionBenchmark::postgresCpuMillis).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static long postgresCpuMillis(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            if (!stat.contains("(postgres)")) {
                return 0;
            }
            String[] fields = stat.substring(stat.indexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }
}
