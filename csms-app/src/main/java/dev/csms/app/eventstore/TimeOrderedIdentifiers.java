package dev.csms.app.eventstore;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.IdentifierFactory;

/**
 * Identifiers of messages: UUIDs of version 7, which begin with the time. New ones are neighbours in the index that
 * keeps them unique, where random ones would touch all of it. They need not be secret.
 */
public final class TimeOrderedIdentifiers extends IdentifierFactory {

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final AtomicLong last = new AtomicLong();

    @Override
    public String generateIdentifier() {
        // 48 bits of milliseconds, then 12 bits that count within them
        long now = System.currentTimeMillis() << 12;
        long tick = last.updateAndGet(before -> Math.max(before + 1, now));
        long high = (tick >>> 12) << 16 | VERSION | tick & 0xfff;
        long low = VARIANT | ThreadLocalRandom.current().nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
