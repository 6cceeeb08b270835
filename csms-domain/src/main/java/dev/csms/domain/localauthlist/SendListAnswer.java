package dev.csms.domain.localauthlist;

import dev.csms.domain.operation.RequestAnswer;

/** What became of an order to send a list; its version means nothing if it was refused. */
public record SendListAnswer(int listVersion, RequestAnswer request) {}
