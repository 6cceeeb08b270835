package dev.csms.ocpp.rpc;

/** What two parties of OCPP-J say to each other (OCPP-J 1.6 §4.2). */
public sealed interface Message permits Call, Answer {

    MessageId messageId();
}
