package dev.csms.query;

import javax.sql.DataSource;

/**
 * Where the query side has its connections from, by what they are for: whoever waits for one of a kind does not wait for
 * those who use another. What is neither is done with the usual {@code DataSource}.
 *
 * @param projections for those who read the log and write rows
 * @param queries     for those who read rows
 */
public record QueryDatabases(DataSource projections, DataSource queries) {}
