package dev.csms.app.operator;

import dev.csms.query.graphql.QueryProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a batch is spread over time, so that a mistake can be stopped, and charge points do not all restart at once.
 *
 * @param stageSize       charge points a stage
 * @param intervalSeconds from the beginning of a stage to that of the next
 */
record Staging(@Nullable Integer stageSize, @Nullable Integer intervalSeconds) {

    static final Staging USUAL = new Staging(null, null);

    private static final int USUAL_SIZE = 25;
    private static final int LARGEST = 250;
    private static final int USUAL_INTERVAL = 60;
    private static final int SHORTEST_INTERVAL = 10;
    private static final int LONGEST_INTERVAL = 86_400;
    private static final Duration LONGEST = Duration.ofDays(30);

    private int size() {
        return within("stageSize", stageSize, 1, USUAL_SIZE, LARGEST);
    }

    private Duration interval() {
        return Duration.ofSeconds(
                within("intervalSeconds", intervalSeconds, SHORTEST_INTERVAL, USUAL_INTERVAL, LONGEST_INTERVAL));
    }

    private static int within(String name, @Nullable Integer value, int least, int usual, int most) {
        int given = value == null ? usual : value;
        if (given < least || given > most) {
            throw QueryProblem.badUserInput(name + " must be " + least + " to " + most + ", not " + given);
        }
        return given;
    }

    /** Also checks both values. */
    int stages(int chargePoints) {
        Duration whole = interval().multipliedBy((chargePoints + size() - 1) / size());
        if (whole.compareTo(LONGEST) > 0) {
            throw QueryProblem.badUserInput("a batch is sent within " + LONGEST.toDays() + " days, not "
                    + whole.toDays() + "; make the stages larger or the interval shorter");
        }
        return (chargePoints + size() - 1) / size();
    }

    /** When the n-th of them is asked, from 0: anywhere in the first half of its stage. */
    Instant release(int n, Instant begin, RandomGenerator random) {
        Instant stage = begin.plus(interval().multipliedBy(n / size()));
        return stage.plusMillis(random.nextLong(interval().toMillis() / 2));
    }
}
