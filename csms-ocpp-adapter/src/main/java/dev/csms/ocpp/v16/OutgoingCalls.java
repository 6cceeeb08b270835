package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargingprofile.ClearCriteria;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.ListEntry;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Unknown;
import dev.csms.domain.secret.Secret;
import dev.csms.ocpp.rpc.Payload;
import dev.csms.ocpp.v16.Decoded.Read;
import dev.csms.ocpp.v16.Decoded.Refused;
import dev.csms.ocpp.v16.PayloadWriter.TimePrecision;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How each request to a charge point is written, and how its answer is read: one line for each.
 *
 * <p>Requests are written as they are, right or wrong; {@link #problems} says what is wrong with one, by the rules of
 * its message.
 */
public final class OutgoingCalls {

    private final Map<Class<? extends Request>, Line<?, ?, ?>> lines = new HashMap<>();
    private final Map<String, PayloadReader<?>> rules = new HashMap<>();
    private final PayloadWriter toTheMillisecond = PayloadWriter.unchecked(TimePrecision.MILLISECONDS);
    private final PayloadWriter toTheSecond = PayloadWriter.unchecked(TimePrecision.SECONDS);
    private final boolean fractionalSeconds;

    /** @param fractionalSeconds whether times are written with milliseconds; some charge points fail on them */
    public OutgoingCalls(boolean fractionalSeconds) {
        this(fractionalSeconds, Locations.AS_GIVEN, _ -> Optional.empty());
    }

    /**
     * @param locations what references to files of ours become when they are sent
     * @param secrets   what references to secrets become when they are sent; nothing for those that are forgotten
     */
    public OutgoingCalls(boolean fractionalSeconds, Locations locations, Function<String, Optional<Secret>> secrets) {
        this.fractionalSeconds = fractionalSeconds;
        add(
                Request.CancelReservation.class,
                it -> new CancelReservation.Request(it.reservationId()),
                CancelReservation.Request.class,
                CancelReservation.Response.class,
                it -> status(it.status()));
        add(
                Request.ChangeAuthorizationKey.class,
                it -> new ChangeConfiguration.Request(
                        Request.ChangeConfiguration.AUTHORIZATION_KEY,
                        secrets.apply(it.keyReference())
                                .orElseThrow(() -> new IllegalStateException("the key has been forgotten"))
                                .text()),
                ChangeConfiguration.Request.class,
                ChangeConfiguration.Response.class,
                it -> status(it.status()));
        add(
                Request.CertificateSigned.class,
                it -> new CertificateSigned.Request(it.certificateChain()),
                CertificateSigned.Request.class,
                CertificateSigned.Response.class,
                it -> status(it.status()));
        add(
                Request.ChangeAvailability.class,
                it -> new ChangeAvailability.Request(it.connectorId(), it.type()),
                ChangeAvailability.Request.class,
                ChangeAvailability.Response.class,
                it -> status(it.status()));
        add(
                Request.ChangeConfiguration.class,
                it -> new ChangeConfiguration.Request(it.key(), it.value()),
                ChangeConfiguration.Request.class,
                ChangeConfiguration.Response.class,
                it -> status(it.status()));
        add(
                Request.ClearCache.class,
                _ -> new ClearCache.Request(),
                ClearCache.Request.class,
                ClearCache.Response.class,
                it -> status(it.status()));
        add(
                Request.ClearChargingProfile.class,
                it -> cleared(it.criteria()),
                ClearChargingProfile.Request.class,
                ClearChargingProfile.Response.class,
                it -> status(it.status()));
        add(
                Request.DataTransfer.class,
                it -> new DataTransfer.Request(it.vendorId(), it.messageId(), it.data()),
                DataTransfer.Request.class,
                DataTransfer.Response.class,
                it -> new Reply(it.status(), new Answer.Data(it.data())));
        add(
                Request.DeleteCertificate.class,
                it -> new DeleteCertificate.Request(CertificateHashData.of(it.certificateHashData())),
                DeleteCertificate.Request.class,
                DeleteCertificate.Response.class,
                it -> status(it.status()));
        add(
                Request.ExtendedTriggerMessage.class,
                it -> new ExtendedTriggerMessage.Request(it.requestedMessage(), it.connectorId()),
                ExtendedTriggerMessage.Request.class,
                ExtendedTriggerMessage.Response.class,
                it -> status(it.status()));
        add(
                Request.GetCompositeSchedule.class,
                it -> new GetCompositeSchedule.Request(it.connectorId(), it.duration(), it.chargingRateUnit()),
                GetCompositeSchedule.Request.class,
                GetCompositeSchedule.Response.class,
                it -> new Reply(it.status(), composite(it)));
        add(
                Request.GetConfiguration.class,
                it -> new GetConfiguration.Request(it.keys().isEmpty() ? null : it.keys()),
                GetConfiguration.Request.class,
                GetConfiguration.Response.class,
                it -> new Reply(null, configuration(it)));
        add(
                Request.GetDiagnostics.class,
                it -> new GetDiagnostics.Request(
                        locations.resolve(it.location()),
                        it.retries(),
                        it.retryInterval(),
                        it.startTime(),
                        it.stopTime()),
                GetDiagnostics.Request.class,
                GetDiagnostics.Response.class,
                it -> new Reply(null, new Answer.DiagnosticsFile(it.fileName())));
        add(
                Request.GetInstalledCertificateIds.class,
                it -> new GetInstalledCertificateIds.Request(it.certificateType()),
                GetInstalledCertificateIds.Request.class,
                GetInstalledCertificateIds.Response.class,
                it -> new Reply(it.status(), installed(it)));
        add(
                Request.GetLocalListVersion.class,
                _ -> new GetLocalListVersion.Request(),
                GetLocalListVersion.Request.class,
                GetLocalListVersion.Response.class,
                it -> new Reply(null, new Answer.ListVersion(it.listVersion())));
        add(
                Request.GetLog.class,
                it -> new GetLog.Request(
                        it.logType(),
                        it.requestId(),
                        it.retries(),
                        it.retryInterval(),
                        new GetLog.Log(
                                locations.resolve(it.remoteLocation()), it.oldestTimestamp(), it.latestTimestamp())),
                GetLog.Request.class,
                GetLog.Response.class,
                it -> new Reply(it.status(), new Answer.DiagnosticsFile(it.filename())));
        add(
                Request.InstallCertificate.class,
                it -> new InstallCertificate.Request(it.certificateType(), it.certificate()),
                InstallCertificate.Request.class,
                InstallCertificate.Response.class,
                it -> status(it.status()));
        add(
                Request.RemoteStartTransaction.class,
                it -> new RemoteStartTransaction.Request(
                        it.idTag(),
                        it.connectorId(),
                        it.chargingProfile() == null ? null : ChargingProfile.of(it.chargingProfile())),
                RemoteStartTransaction.Request.class,
                RemoteStartTransaction.Response.class,
                it -> status(it.status()));
        add(
                Request.RemoteStopTransaction.class,
                it -> new RemoteStopTransaction.Request(it.transactionId()),
                RemoteStopTransaction.Request.class,
                RemoteStopTransaction.Response.class,
                it -> status(it.status()));
        add(
                Request.ReserveNow.class,
                it -> new ReserveNow.Request(
                        it.connectorId(), it.expiryDate(), it.idTag(), it.parentIdTag(), it.reservationId()),
                ReserveNow.Request.class,
                ReserveNow.Response.class,
                it -> status(it.status()));
        add(
                Request.Reset.class,
                it -> new Reset.Request(it.type()),
                Reset.Request.class,
                Reset.Response.class,
                it -> status(it.status()));
        add(
                Request.SendLocalList.class,
                it -> new SendLocalList.Request(it.listVersion(), it.updateType(), entries(it)),
                SendLocalList.Request.class,
                SendLocalList.Response.class,
                it -> status(it.status()));
        add(
                Request.SetChargingProfile.class,
                it -> new SetChargingProfile.Request(it.connectorId(), ChargingProfile.of(it.chargingProfile())),
                SetChargingProfile.Request.class,
                SetChargingProfile.Response.class,
                it -> status(it.status()));
        add(
                Request.SignedUpdateFirmware.class,
                it -> new SignedUpdateFirmware.Request(
                        it.retries(),
                        it.retryInterval(),
                        it.requestId(),
                        new SignedUpdateFirmware.Firmware(
                                locations.resolve(it.location()),
                                it.retrieveDateTime(),
                                it.installDateTime(),
                                it.signingCertificate(),
                                it.signature())),
                SignedUpdateFirmware.Request.class,
                SignedUpdateFirmware.Response.class,
                it -> status(it.status()));
        add(
                Request.TriggerMessage.class,
                it -> new TriggerMessage.Request(it.requestedMessage(), it.connectorId()),
                TriggerMessage.Request.class,
                TriggerMessage.Response.class,
                it -> status(it.status()));
        add(
                Request.UnlockConnector.class,
                it -> new UnlockConnector.Request(it.connectorId()),
                UnlockConnector.Request.class,
                UnlockConnector.Response.class,
                it -> status(it.status()));
        add(
                Request.UpdateFirmware.class,
                it -> new UpdateFirmware.Request(
                        locations.resolve(it.location()), it.retrieveDate(), it.retries(), it.retryInterval()),
                UpdateFirmware.Request.class,
                UpdateFirmware.Response.class,
                _ -> new Reply(null, new Answer.Plain()));
    }

    private record Reply(@Nullable Enum<?> status, Answer answer) {}

    /** How one kind of request is written and its answer read. */
    private record Line<Q extends Request, W extends Record, A extends Record>(
            Function<Q, W> write, PayloadReader<A> reader, Function<A, Reply> read) {}

    private <Q extends Request, W extends Record, A extends Record> void add(
            Class<Q> request, Function<Q, W> write, Class<W> written, Class<A> answer, Function<A, Reply> read) {
        lines.put(request, new Line<>(write, new PayloadReader<>(answer), read));
        rules.put(request.getSimpleName(), new PayloadReader<>(written));
    }

    private static Reply status(Enum<?> status) {
        return new Reply(status, new Answer.Plain());
    }

    private static ClearChargingProfile.Request cleared(ClearCriteria criteria) {
        return new ClearChargingProfile.Request(
                criteria.chargingProfileId(), criteria.connectorId(), criteria.purpose(), criteria.stackLevel());
    }

    private static Answer composite(GetCompositeSchedule.Response response) {
        GetCompositeSchedule.Schedule schedule = response.chargingSchedule();
        return new Answer.Composite(
                response.connectorId(), response.scheduleStart(), schedule == null ? null : schedule.schedule());
    }

    private static Answer installed(GetInstalledCertificateIds.Response response) {
        return new Answer.InstalledCertificates(
                Objects.requireNonNullElse(response.certificateHashData(), List.<CertificateHashData>of()).stream()
                        .map(CertificateHashData::hash)
                        .toList());
    }

    private static Answer configuration(GetConfiguration.Response response) {
        return new Answer.Configuration(
                Objects.requireNonNullElse(response.configurationKey(), List.<GetConfiguration.KeyValue>of()).stream()
                        .map(it -> new Answer.ConfigurationEntry(it.key(), it.readonly(), it.value()))
                        .toList(),
                Objects.requireNonNullElse(response.unknownKey(), List.of()));
    }

    private static @Nullable List<SendLocalList.Entry> entries(Request.SendLocalList list) {
        return list.localAuthorizationList().isEmpty()
                ? null
                : list.localAuthorizationList().stream()
                        .map(OutgoingCalls::entry)
                        .toList();
    }

    private static SendLocalList.Entry entry(ListEntry entry) {
        return new SendLocalList.Entry(
                entry.idTag(), entry.idTagInfo() == null ? null : IdTagInfo.of(entry.idTagInfo()));
    }

    /**
     * The payload, a JSON object in UTF-8.
     *
     * @param ownFractionalSeconds what the charge point wants other than the installation; null if it has no wish
     */
    byte[] payload(Request request, @Nullable Boolean ownFractionalSeconds) {
        if (request instanceof Request.Raw raw) {
            return raw.payload().getBytes(StandardCharsets.UTF_8);
        }
        boolean fractional = ownFractionalSeconds == null ? fractionalSeconds : ownFractionalSeconds;
        return (fractional ? toTheMillisecond : toTheSecond).write(write(line(request), request));
    }

    private static <Q extends Request> Record write(Line<Q, ?, ?> line, Request request) {
        @SuppressWarnings("unchecked") // lines are kept by the class of their request
        Q typed = (Q) request;
        return line.write().apply(typed);
    }

    /** What is wrong with a request by the rules of its message (OCPP 1.6 §6), in a sentence; empty if nothing is. */
    public Optional<String> problem(Request request) {
        return problem(request.action(), Payload.of(payload(request, null)));
    }

    private Optional<String> problem(String action, Payload payload) {
        PayloadReader<?> reader = rules.get(action);
        if (reader == null) {
            return Optional.empty();
        }
        return reader.read(
                                payload.array(),
                                payload.offset(),
                                payload.length(),
                                MessagePolicy.STRICT,
                                null,
                                Instant.EPOCH)
                        instanceof Refused<?> refused
                ? Optional.of(action + ": " + refused.description())
                : Optional.empty();
    }

    /**
     * What the answer says; read by the charge point's policy.
     *
     * @param timeZone of times that name no offset, if it is known
     */
    Outcome outcome(
            Request request, Payload answer, MessagePolicy policy, @Nullable ZoneId timeZone, Instant receivedAt) {
        return request instanceof Request.Raw
                ? new Outcome.Answered(Answers.status(answer), new Answer.Plain(), Secrets.withheld(answer))
                : read(line(request), answer, policy, timeZone, receivedAt);
    }

    private static <A extends Record> Outcome read(
            Line<?, ?, A> line, Payload answer, MessagePolicy policy, @Nullable ZoneId timeZone, Instant receivedAt) {
        return switch (line.reader()
                .read(answer.array(), answer.offset(), answer.length(), policy, timeZone, receivedAt)) {
            case Read<A> read -> {
                Reply reply = line.read().apply(read.value());
                Enum<?> status = reply.status();
                yield new Outcome.Answered(
                        status == null
                                ? null
                                : WireSpelling.of(status.getDeclaringClass()).of(status),
                        reply.answer(),
                        Secrets.withheld(answer));
            }
            case Refused<A> refused -> new Outcome.Lost(Unknown.UNREADABLE_ANSWER, refused.description());
        };
    }

    private Line<?, ?, ?> line(Request request) {
        return Objects.requireNonNull(lines.get(request.getClass()), () -> "no way to write a " + request.getClass());
    }
}
