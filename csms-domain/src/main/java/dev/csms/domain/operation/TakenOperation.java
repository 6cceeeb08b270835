package dev.csms.domain.operation;

/** An operation whose turn it is. */
public record TakenOperation(OperationId operationId, Request request) {}
