package dev.csms.query.graphql;

import java.time.Duration;

/**
 * What an installation may set otherwise; the other limits are {@link QueryLimits}.
 *
 * @param time                   for a query
 * @param inFlight               requests that are answered at once
 * @param mutationsPerMinute     of one caller; 0 for any number
 * @param subscriptionsPerSocket at once
 */
public record QueryBounds(Duration time, int inFlight, int mutationsPerMinute, int subscriptionsPerSocket) {

    public static final QueryBounds USUAL = new QueryBounds(Duration.ofSeconds(5), 64, 60, 50);
}
