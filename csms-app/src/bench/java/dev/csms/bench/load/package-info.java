/**
 * Load: charge points that do nothing but call, wait for the answer and check it.
 *
 * <p>{@link Load} runs them through connect, warm-up, window and drain; a {@link Scenario} says what they send;
 * {@link AnswerCheck} whether what came back is right; {@link Measurements} keeps what the window saw.
 *
 * <p>All of it lives on one event loop thread, so that it takes at most one core away from what it measures, and
 * nothing in here is synchronized. Everything without {@code public} is for that thread only.
 */
@NullMarked
package dev.csms.bench.load;

import org.jspecify.annotations.NullMarked;
