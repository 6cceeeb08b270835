package dev.csms.ocpp.rpc;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers that one charge point got lately. A charge point that missed an answer may send its call again with the
 * same id (OCPP-J 1.6 errata 2025-04 §3.1).
 *
 * <p>Over connections only the last answer is kept: the only one that a charge point with one call under way can have
 * missed. Many count their ids from 1 on each connection, so what is older would answer calls that are not repeated.
 */
final class RecentAnswers {

    private static final int MAX_ANSWERS = 100;
    private static final int MAX_ANSWER_BYTES = 4096;
    private static final int MAX_ID_LENGTH = 255;
    static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final Map<String, Kept> byMessageId = new LinkedHashMap<>(4);
    private @Nullable Kept last;

    /** @param ofConnectionBefore those of the charge point's last connection, if it is not long ago */
    RecentAnswers(@Nullable RecentAnswers ofConnectionBefore) {
        Kept answer = ofConnectionBefore == null ? null : ofConnectionBefore.last();
        if (answer != null) {
            keep(answer);
        }
    }

    synchronized @Nullable CallResult find(Call call) {
        Kept kept = byMessageId.get(call.messageId().json());
        return kept != null
                        && kept.fingerprint == fingerprint(call)
                        && kept.receivedAt.isAfter(call.receivedAt().minus(MAX_AGE))
                ? new CallResult(call.messageId(), kept.answer)
                : null;
    }

    synchronized void keep(Call call, CallResult answer) {
        if (answer.payload().length() <= MAX_ANSWER_BYTES
                && call.messageId().json().length() <= MAX_ID_LENGTH) {
            Payload payload = answer.payload().equals(Payload.EMPTY) ? Payload.EMPTY : answer.payload();
            keep(new Kept(call.messageId().json(), fingerprint(call), payload, call.receivedAt()));
        }
    }

    private void keep(Kept answer) {
        byMessageId.remove(answer.messageId); // an id that is used anew becomes the youngest
        byMessageId.put(answer.messageId, answer);
        last = answer;
        var oldest = byMessageId.values().iterator();
        for (Kept old = oldest.next();
                byMessageId.size() > MAX_ANSWERS || old.receivedAt.isBefore(answer.receivedAt.minus(MAX_AGE));
                old = oldest.next()) {
            oldest.remove();
        }
    }

    private synchronized @Nullable Kept last() {
        return last;
    }

    /** The connection has ended: only the last answer counts from now on, and it may still be in the making. */
    synchronized void trim() {
        byMessageId.clear();
    }

    /** 64 bits of FNV-1a over action and payload: a charge point that forges a collision deceives nobody but itself. */
    private static long fingerprint(Call call) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < call.action().length(); i++) {
            hash = (hash ^ call.action().charAt(i)) * 0x100000001b3L;
        }
        Payload payload = call.payload();
        for (int i = payload.offset(); i < payload.offset() + payload.length(); i++) {
            hash = (hash ^ (payload.array()[i] & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    private record Kept(String messageId, long fingerprint, Payload answer, Instant receivedAt) {}
}
