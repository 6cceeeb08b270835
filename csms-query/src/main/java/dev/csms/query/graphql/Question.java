package dev.csms.query.graphql;

import graphql.GraphQLContext;
import graphql.language.OperationDefinition.Operation;
import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request while it is answered: who asks, what it is, what it costs and how much time it has left. */
public final class Question {

    static final String KEY = Question.class.getName();

    private static final ThreadLocal<@Nullable Question> CURRENT = new ThreadLocal<>();

    static {
        // it is at hand in every thread that answers a part of it
        ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, CURRENT);
    }

    private final Caller caller;
    private final Duration patience;
    private final long askedAt = System.nanoTime();
    private volatile @Nullable Operation operation;
    private volatile @Nullable String name;
    private volatile int cost = -1;
    private volatile @Nullable String chargePoint;
    private volatile boolean over;

    /** @param patience for a query; what changes something is not broken off */
    public Question(Caller caller, Duration patience) {
        this.caller = caller;
        this.patience = patience;
    }

    /** That which this thread answers, if it does. */
    public static Optional<Question> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Does something for this question, in whatever thread. */
    public <T> T answering(Supplier<T> part) {
        Question before = CURRENT.get();
        CURRENT.set(this);
        try {
            return part.get();
        } finally {
            CURRENT.set(before);
        }
    }

    static @Nullable Question in(GraphQLContext context) {
        return context.get(KEY);
    }

    public Caller caller() {
        return caller;
    }

    /** What the caller calls the operation. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    void is(Operation kind, @Nullable String called) {
        operation = kind;
        name = called;
    }

    void isAbout(String identity) {
        chargePoint = identity;
    }

    /** Identity of the charge point that it names; null if it names none, or the caller may see all. */
    @Nullable
    String chargePoint() {
        return chargePoint;
    }

    boolean isQuery() {
        return operation == Operation.QUERY;
    }

    void costs(int objects) {
        cost = objects;
    }

    /** Negative as long as it is not known. */
    int cost() {
        return cost;
    }

    /** Nobody waits for it any more. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** Time that is left for a query, in whole seconds, at least one; {@code otherwise} for anything else. */
    public int secondsLeft(int otherwise) {
        if (!isQuery()) {
            return otherwise;
        }
        long left = patience.toNanos() - (System.nanoTime() - askedAt);
        return Math.clamp(Math.ceilDiv(left, 1_000_000_000L), 1, otherwise);
    }
}
