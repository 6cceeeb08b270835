package dev.csms.app.localauthlist;

import dev.csms.domain.Provenance;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.localauthlist.LocalAuthListCommand.SynchronizeLocalAuthList;
import dev.csms.domain.localauthlist.LocalAuthListRule;
import dev.csms.domain.localauthlist.Synchronization;
import dev.csms.domain.operation.ListEntry;
import dev.csms.ocpp.v16.OperationDispatcher;
import dev.csms.query.idtag.IdTagQueries;
import dev.csms.query.localauthlist.LocalAuthListQueries;
import dev.csms.query.localauthlist.LocalAuthListState;
import dev.csms.query.localauthlist.LocalAuthListView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the lists that have a rule up to date when idTags, or the rule, have changed: not all at the same moment. Every
 * node does it: what is asked for twice is sent once.
 */
final class ListKeeper {

    private static final Logger log = LoggerFactory.getLogger(ListKeeper.class);

    /** Until a list that went wrong is tried again, though nothing has changed. */
    private static final Duration RETRY = Duration.ofMinutes(10);

    private static final Duration VALIDITY = Duration.ofDays(1);

    private final LocalAuthListQueries lists;
    private final IdTagQueries idTags;
    private final WantedEntries wanted;
    private final CommandGateway commands;
    private final OperationDispatcher dispatcher;
    private final InstantSource clock;
    private final Duration spread;

    /** By charge point; what has been asked for on behalf of its list. */
    private final Map<String, Handled> handled = new ConcurrentHashMap<>();

    ListKeeper(
            LocalAuthListQueries lists,
            IdTagQueries idTags,
            WantedEntries wanted,
            CommandGateway commands,
            OperationDispatcher dispatcher,
            InstantSource clock,
            Duration spread) {
        this.lists = lists;
        this.idTags = idTags;
        this.wanted = wanted;
        this.commands = commands;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.spread = spread;
    }

    /** @param refused because too much was waiting for the charge point */
    private record Handled(LocalAuthListRule rule, IdTagQueries.Fingerprint idTags, Instant at, boolean refused) {

        Handled asRefused() {
            return new Handled(rule, idTags, at, true);
        }
    }

    void look() {
        List<LocalAuthListView> kept = lists.kept();
        handled.keySet()
                .retainAll(kept.stream().map(LocalAuthListView::chargePointId).collect(Collectors.toSet()));
        if (kept.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        IdTagQueries.Fingerprint tags = idTags.fingerprint(now);
        Map<LocalAuthListRule, List<ListEntry>> chosen = new ConcurrentHashMap<>(); // many lists have the same rule
        for (LocalAuthListView list : kept) {
            if (isDue(list, tags, now)) {
                handled.put(list.chargePointId(), new Handled(list.domainRule(), tags, now, false));
                CompletableFuture.runAsync(() -> synchronize(list, chosen), later());
            }
        }
    }

    private boolean isDue(LocalAuthListView list, IdTagQueries.Fingerprint tags, Instant now) {
        if (list.state() == LocalAuthListState.NOT_SUPPORTED) {
            return false;
        }
        Handled before = handled.get(list.chargePointId());
        return before == null
                || !before.rule().equals(list.domainRule())
                || !before.idTags().equals(tags)
                || (before.refused() || list.state() == LocalAuthListState.UNCERTAIN)
                        && before.at().plus(RETRY).isBefore(now);
    }

    private Executor later() {
        long delay = ThreadLocalRandom.current().nextLong(spread.toMillis() + 1);
        return CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS, Thread::startVirtualThread);
    }

    private void synchronize(LocalAuthListView list, Map<LocalAuthListRule, List<ListEntry>> chosen) {
        ChargePointId chargePoint = new ChargePointId(list.chargePointIdentity());
        Instant now = clock.instant();
        try {
            Synchronization answer = commands.sendAndWait(
                    new SynchronizeLocalAuthList(
                            chargePoint,
                            list.domainRule(),
                            chosen.computeIfAbsent(list.domainRule(), rule -> wanted.of(rule, now)),
                            false,
                            now.plus(VALIDITY),
                            "idTags or the rule have changed",
                            now),
                    Provenance.ofSystem(chargePoint));
            switch (answer.progress()) {
                case BEGUN -> dispatcher.nudge(chargePoint);
                case RULE_CHANGED -> handled.remove(list.chargePointId()); // with the next look
                case TOO_MANY_WAITING ->
                    handled.computeIfPresent(list.chargePointId(), (_, before) -> before.asRefused());
                case RUNNING, IN_STEP, NO_RULE, NOT_SUPPORTED -> {}
            }
        } catch (RuntimeException e) {
            handled.remove(list.chargePointId());
            log.warn("{}: the local authorization list is not up to date: {}", chargePoint.value(), e.toString());
        }
    }
}
