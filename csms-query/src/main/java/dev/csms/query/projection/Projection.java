package dev.csms.query.projection;

import java.util.List;
import java.util.function.Function;

/**
 * One processing group: the event handlers that share a reader of the log, and the tables that only they write.
 *
 * @param handlers makes them; they write what they are given
 */
public record Projection(String group, List<String> tables, Function<EventRows, List<Object>> handlers) {}
