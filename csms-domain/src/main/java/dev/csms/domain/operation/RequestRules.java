package dev.csms.domain.operation;

import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.operation.Request.ChangeAvailability;
import dev.csms.domain.operation.Request.ClearChargingProfile;
import dev.csms.domain.operation.Request.ExtendedTriggerMessage;
import dev.csms.domain.operation.Request.GetCompositeSchedule;
import dev.csms.domain.operation.Request.RemoteStartTransaction;
import dev.csms.domain.operation.Request.RemoteStopTransaction;
import dev.csms.domain.operation.Request.ReserveNow;
import dev.csms.domain.operation.Request.SetChargingProfile;
import dev.csms.domain.operation.Request.TriggerMessage;
import dev.csms.domain.operation.Request.UnlockConnector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What makes a request questionable in the state that its charge point is in. */
public final class RequestRules {

    private static final String NO_BOOT = "an accepted charge point is not to be asked for a BootNotification";

    private final List<String> problems = new ArrayList<>();
    private final RegistrationStatus registration;
    private final @Nullable RegistrationStatus bootAnswered;
    private final Set<Integer> connectors;
    private final Set<Integer> openTransactions;

    private RequestRules(
            RegistrationStatus registration,
            @Nullable RegistrationStatus bootAnswered,
            Set<Integer> connectors,
            Set<Integer> openTransactions) {
        this.registration = registration;
        this.bootAnswered = bootAnswered;
        this.connectors = connectors;
        this.openTransactions = openTransactions;
    }

    /**
     * @param registration     how its next BootNotification is answered
     * @param bootAnswered     how the last one was, by which a charge point lives; null if there was none
     * @param connectors       those that the charge point has reported; none if it has reported none yet
     * @param openTransactions at the charge point
     * @return each a sentence in an operator's words
     */
    public static List<String> problems(
            Request request,
            RegistrationStatus registration,
            @Nullable RegistrationStatus bootAnswered,
            Set<Integer> connectors,
            Set<Integer> openTransactions) {
        RequestRules rules = new RequestRules(registration, bootAnswered, connectors, openTransactions);
        rules.check(request);
        return List.copyOf(rules.problems);
    }

    private void check(Request request) {
        switch (request) {
            case ChangeAvailability change -> connector(change.connectorId(), 0);
            case ClearChargingProfile clear -> connector(clear.criteria().connectorId(), 0);
            case GetCompositeSchedule get -> connector(get.connectorId(), 0);
            case RemoteStartTransaction start -> {
                connector(start.connectorId(), 1);
                accepted(start);
            }
            case RemoteStopTransaction stop -> {
                if (!openTransactions.contains(stop.transactionId())) {
                    problems.add("transaction " + stop.transactionId() + " is not open at this charge point");
                }
                accepted(stop);
            }
            case ReserveNow reserve -> connector(reserve.connectorId(), 0);
            case SetChargingProfile set -> connector(set.connectorId(), 0);
            case UnlockConnector unlock -> connector(unlock.connectorId(), 1);
            case TriggerMessage trigger -> {
                connector(trigger.connectorId(), 0);
                if (trigger.requestedMessage() == MessageTrigger.BOOT_NOTIFICATION) {
                    notAccepted();
                }
            }
            case ExtendedTriggerMessage trigger -> {
                if (trigger.requestedMessage() != ExtendedMessageTrigger.SIGN_CHARGE_POINT_CERTIFICATE) {
                    connector(trigger.connectorId(), 0);
                }
                if (trigger.requestedMessage() == ExtendedMessageTrigger.BOOT_NOTIFICATION) {
                    notAccepted();
                }
            }
            default -> {}
        }
    }

    /** Whether a request has to wait until the last BootNotification of its charge point was answered Accepted. */
    static boolean needsAcceptance(Request request) {
        return request instanceof RemoteStartTransaction || request instanceof RemoteStopTransaction;
    }

    /** OCPP 1.6 §4.2: neither is allowed while a charge point is pending. */
    private void accepted(Request request) {
        if (bootAnswered == null && registration != RegistrationStatus.ACCEPTED) {
            problems.add(request.action() + " is for accepted charge points, and this one is " + registration);
        } else if (bootAnswered != null && bootAnswered != RegistrationStatus.ACCEPTED) {
            problems.add(request.action() + " is for accepted charge points, and the last BootNotification of this one"
                    + " was answered " + bootAnswered);
        }
    }

    /** Errata 3.40. */
    private void notAccepted() {
        if (bootAnswered == RegistrationStatus.ACCEPTED) {
            problems.add(NO_BOOT);
        }
    }

    private void connector(@Nullable Integer connectorId, int lowest) {
        if (connectorId == null) {
            return;
        }
        if (connectorId < lowest) {
            problems.add("connectorId " + connectorId + " is less than " + lowest);
        } else if (connectorId > 0 && hasConnectors() && !connectors.contains(connectorId)) {
            problems.add("the charge point has reported no connector " + connectorId);
        }
    }

    private boolean hasConnectors() {
        return connectors.stream().anyMatch(it -> it > 0);
    }
}
