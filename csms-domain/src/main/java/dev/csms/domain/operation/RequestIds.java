package dev.csms.domain.operation;

/**
 * Source of request ids, by which charge points say which log upload or signed firmware update they report of: positive,
 * unique in the whole installation, never given out twice.
 */
@FunctionalInterface
public interface RequestIds {

    int next();
}
