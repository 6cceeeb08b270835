package dev.csms.query.configuration;

import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointBooted;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.configuration.ChangedKey;
import dev.csms.domain.configuration.ConfigurationEvent;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationKeysAppeared;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationKeysVanished;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationRead;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValuePending;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValueSet;
import dev.csms.domain.configuration.ConfigurationEvent.ConfigurationValuesChanged;
import dev.csms.domain.configuration.ConfigurationEvent.PendingConfigurationValueTookEffect;
import dev.csms.domain.configuration.ReportedKey;
import dev.csms.domain.operation.OperationId;
import dev.csms.query.operation.OperationProjection;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.EventRows;
import dev.csms.query.projection.RowChanges;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Configurations as they are known, and the history of each key. */
@ProcessingGroup(ConfigurationProjection.GROUP)
public final class ConfigurationProjection {

    /** Keys and values of charge points. */
    public static final String GROUP = OperationProjection.GROUP;

    private static final ConfigurationTable CONFIGURATIONS = new ConfigurationTable();
    private static final KeyTable KEYS = new KeyTable();

    private static final BulkStatement HISTORY = BulkStatement.of("""
        insert into configuration_change (position, ordinal, charge_point_id, key_id, key, kind, value,
            previous_value, readonly, operation_id, changed_at)
        select * from unnest(?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
            ?::text[], ?::bool[], ?::text[], ?::timestamptz[])
        on conflict (position, ordinal) do nothing
        """);

    private final EventRows rows;

    public ConfigurationProjection(EventRows rows) {
        this.rows = rows;
    }

    /** What waited for a boot is in force now; the keys themselves are written when the event says so. */
    @EventHandler
    void on(ChargePointBooted booted, EventMessage<?> message) {
        rows.write(
                message,
                row -> row.change(
                        CONFIGURATIONS, booted.chargePointId(), state -> state == null ? null : state.after(booted)));
    }

    @EventHandler
    void on(ConfigurationEvent event, EventMessage<?> message) {
        rows.write(message, row -> {
            ChargePointId chargePoint = event.chargePointId();
            row.announce(ChargePointChanged.of(chargePoint));
            row.change(CONFIGURATIONS, chargePoint, state -> ConfigurationState.of(state, chargePoint));
            long position = EventRows.position(message);
            switch (event) {
                case ConfigurationRead read -> write(row, read);
                case ConfigurationKeysAppeared appeared -> {
                    int ordinal = 0;
                    for (ReportedKey key : appeared.keys()) {
                        write(row, position, ordinal++, appeared, key);
                    }
                }
                case ConfigurationValuesChanged changed -> {
                    int ordinal = 0;
                    for (ChangedKey key : changed.keys()) {
                        write(row, position, ordinal++, changed, key);
                    }
                }
                case ConfigurationKeysVanished vanished -> {
                    int ordinal = 0;
                    for (String key : vanished.keys()) {
                        write(row, position, ordinal++, vanished, key);
                    }
                }
                case ConfigurationValueSet set ->
                    inForce(
                            row,
                            position,
                            set,
                            ConfigurationChangeKind.SET,
                            set.key(),
                            set.value(),
                            set.previousValue(),
                            set.operationId(),
                            set.setAt());
                case ConfigurationValuePending pending -> write(row, position, pending);
                case PendingConfigurationValueTookEffect effect ->
                    inForce(
                            row,
                            position,
                            effect,
                            ConfigurationChangeKind.TOOK_EFFECT,
                            effect.key(),
                            effect.value(),
                            effect.previousValue(),
                            null,
                            effect.bootedAt());
            }
        });
    }

    private static void write(RowChanges row, ConfigurationRead read) {
        row.change(
                CONFIGURATIONS,
                read.chargePointId(),
                state -> ConfigurationState.of(state, read.chargePointId()).after(read));
        for (String key : read.unknownKeys()) {
            KeyState.Id id = KeyState.Id.of(read.chargePointId(), key);
            row.change(KEYS, id, state -> KeyState.unknown(id, state == null ? key : state.key(), read.readAt()));
        }
    }

    private static void write(
            RowChanges row, long position, int ordinal, ConfigurationKeysAppeared event, ReportedKey key) {
        KeyState.Id id = KeyState.Id.of(event.chargePointId(), key.key());
        row.change(
                KEYS,
                id,
                _ -> new KeyState(id, key.key(), KeyStanding.KNOWN, key.readonly(), key.value(), null, event.readAt()));
        insert(
                row,
                position,
                ordinal,
                id,
                key.key(),
                ConfigurationChangeKind.APPEARED,
                key.value(),
                null,
                key.readonly(),
                null,
                event.readAt());
    }

    private static void write(
            RowChanges row, long position, int ordinal, ConfigurationValuesChanged event, ChangedKey key) {
        KeyState.Id id = KeyState.Id.of(event.chargePointId(), key.key());
        row.change(
                KEYS,
                id,
                state -> new KeyState(
                        id,
                        key.key(),
                        KeyStanding.KNOWN,
                        key.readonly(),
                        key.value(),
                        state == null ? null : state.pending(),
                        event.readAt()));
        insert(
                row,
                position,
                ordinal,
                id,
                key.key(),
                ConfigurationChangeKind.REPORTED,
                key.value(),
                key.previousValue(),
                key.readonly(),
                null,
                event.readAt());
    }

    private static void write(RowChanges row, long position, int ordinal, ConfigurationKeysVanished event, String key) {
        KeyState.Id id = KeyState.Id.of(event.chargePointId(), key);
        row.change(KEYS, id, state -> state == null ? null : state.vanished(event.readAt()));
        insert(
                row,
                position,
                ordinal,
                id,
                key,
                ConfigurationChangeKind.VANISHED,
                null,
                null,
                null,
                null,
                event.readAt());
    }

    private static void write(RowChanges row, long position, ConfigurationValuePending event) {
        KeyState.Id id = KeyState.Id.of(event.chargePointId(), event.key());
        KeyState.Pending pending = new KeyState.Pending(event.value(), event.pendingSince());
        row.change(
                KEYS,
                id,
                state -> state == null || state.standing() != KeyStanding.KNOWN
                        ? new KeyState(id, event.key(), KeyStanding.KNOWN, false, null, pending, event.pendingSince())
                        : new KeyState(
                                id, state.key(), KeyStanding.KNOWN, false, state.value(), pending, state.changedAt()));
        insert(
                row,
                position,
                0,
                id,
                event.key(),
                ConfigurationChangeKind.PENDING,
                event.value(),
                null,
                null,
                event.operationId(),
                event.pendingSince());
    }

    private static void inForce(
            RowChanges row,
            long position,
            ConfigurationEvent event,
            ConfigurationChangeKind kind,
            String key,
            String value,
            @Nullable String previousValue,
            @Nullable OperationId operationId,
            Instant at) {
        KeyState.Id id = KeyState.Id.of(event.chargePointId(), key);
        row.change(KEYS, id, _ -> new KeyState(id, key, KeyStanding.KNOWN, false, value, null, at));
        insert(row, position, 0, id, key, kind, value, previousValue, null, operationId, at);
    }

    private static void insert(
            RowChanges row,
            long position,
            int ordinal,
            KeyState.Id id,
            String key,
            ConfigurationChangeKind kind,
            @Nullable String value,
            @Nullable String previousValue,
            @Nullable Boolean readonly,
            @Nullable OperationId operationId,
            Instant at) {
        row.insert(
                HISTORY,
                position,
                ordinal,
                id.chargePointId(),
                id.keyId(),
                key,
                kind,
                value,
                previousValue,
                readonly,
                operationId,
                at);
    }
}
