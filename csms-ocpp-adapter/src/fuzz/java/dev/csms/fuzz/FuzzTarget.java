package dev.csms.fuzz;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Feeds a parser with mutated bytes, from seeds that are right. Parsers have an entry point {@code fuzzerTestOneInput}, as
 * coverage-guided fuzzers look for it; here it gets as many inputs as a build has time for.
 */
public final class FuzzTarget {

    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 20_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_124);

    private FuzzTarget() {}

    /** Takes whatever bytes there may be, and fails if the parser does what it must not. */
    @FunctionalInterface
    public interface EntryPoint {
        void take(byte[] input);
    }

    /** @param splinters what may stand anywhere in an input */
    public static void feed(EntryPoint entryPoint, List<byte[]> seeds, List<byte[]> splinters) {
        System.out.println("fuzz.seed=" + SEED + " fuzz.rounds=" + ROUNDS);
        Random random = new Random(SEED);
        entryPoint.take(new byte[0]);
        seeds.forEach(entryPoint::take);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = seeds.get(random.nextInt(seeds.size()));
            for (int mutations = random.nextInt(4); mutations >= 0; mutations--) {
                input = mutated(input, splinters, random);
            }
            try {
                entryPoint.take(input);
            } catch (Throwable e) {
                throw new AssertionError(
                        "round " + round + ": " + HexFormat.of().formatHex(input), e);
            }
        }
    }

    private static byte[] mutated(byte[] input, List<byte[]> splinters, Random random) {
        int at = random.nextInt(input.length + 1);
        int until = Math.min(input.length, at + random.nextInt(1 + (random.nextInt(8) == 0 ? input.length : 4)));
        byte[] inserted = switch (random.nextInt(5)) {
            case 0 -> splinters.get(random.nextInt(splinters.size()));
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            case 2 -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case 3 -> twice(Arrays.copyOfRange(input, at, until));
            default -> new byte[0];
        };
        byte[] mutated = new byte[at + inserted.length + input.length - until];
        System.arraycopy(input, 0, mutated, 0, at);
        System.arraycopy(inserted, 0, mutated, at, inserted.length);
        System.arraycopy(input, until, mutated, at + inserted.length, input.length - until);
        return mutated;
    }

    private static byte[] twice(byte[] bytes) {
        byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        return twice;
    }
}
