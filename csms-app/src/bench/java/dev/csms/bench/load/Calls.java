package dev.csms.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.UUID;

/**
 * Writes the calls. What does not change from call to call was rendered before the first one.
 *
 * <p>Message ids have the length of a UUID, as most charge points use them, and end in a number that counts all calls:
 * a charge point that comes back does not use an id of its earlier connection again.
 */
final class Calls {

    static final int ID_LENGTH = 36;
    private static final int COUNTER_WIDTH = 12;

    private static final byte[] BEFORE_ID = ascii("[2,\"");
    private static final byte[] NOTHING = ascii("{}");
    private static final byte[] END = ascii("]");
    private static final byte[] END_OF_TEXT = ascii("\"}");
    private static final byte[] BOOT = ascii("""
        {"chargePointVendor":"Bench","chargePointModel":"Closed Loop 22","chargePointSerialNumber":"B-00017-22",\
        "firmwareVersion":"1.4.2","meterType":"MID 3x32A"}\
        """);
    private static final byte[] ID_TAG = ascii("{\"idTag\":\"");
    private static final byte[] CONNECTOR = ascii("{\"connectorId\":");
    private static final byte[] STATUS = ascii(",\"errorCode\":\"NoError\",\"status\":\"");
    private static final byte[] THEN_TIMESTAMP = ascii("\",\"timestamp\":\"");
    private static final byte[] START_ID_TAG = ascii(",\"idTag\":\"");
    private static final byte[] START_METER = ascii("\",\"meterStart\":");
    private static final byte[] TIMESTAMP = ascii(",\"timestamp\":\"");
    private static final byte[] TRANSACTION = ascii(",\"transactionId\":");
    private static final byte[] SAMPLES = ascii(",\"meterValue\":[{\"timestamp\":\"");
    private static final byte[] REGISTER = ascii("\",\"sampledValue\":[{\"value\":\"");

    /** With the register before it, seven sampled values and about 1 kB. */
    private static final byte[] OTHER_SAMPLES = ascii("""
        ","context":"Sample.Periodic","format":"Raw","measurand":"Energy.Active.Import.Register",\
        "location":"Outlet","unit":"Wh"},\
        {"value":"11042.5","context":"Sample.Periodic","format":"Raw","measurand":"Power.Active.Import",\
        "location":"Outlet","unit":"W"},\
        {"value":"16.01","context":"Sample.Periodic","format":"Raw","measurand":"Current.Import",\
        "phase":"L1","location":"Outlet","unit":"A"},\
        {"value":"15.98","context":"Sample.Periodic","format":"Raw","measurand":"Current.Import",\
        "phase":"L2","location":"Outlet","unit":"A"},\
        {"value":"15.99","context":"Sample.Periodic","format":"Raw","measurand":"Current.Import",\
        "phase":"L3","location":"Outlet","unit":"A"},\
        {"value":"230.4","context":"Sample.Periodic","format":"Raw","measurand":"Voltage",\
        "phase":"L1-N","location":"Outlet","unit":"V"},\
        {"value":"57","context":"Sample.Periodic","format":"Raw","measurand":"SoC",\
        "location":"EV","unit":"Percent"}]}]}\
        """);

    private static final byte[] STOP_TRANSACTION = ascii("{\"transactionId\":");
    private static final byte[] STOP_METER = ascii("\",\"meterStop\":");
    private static final byte[] STOP_REASON = ascii("\",\"reason\":\"Local\",\"transactionData\":[{\"timestamp\":\"");
    private static final byte[] BEGIN_SAMPLE = ascii("""
        ","context":"Transaction.Begin","measurand":"Energy.Active.Import.Register","unit":"Wh"}]},\
        {"timestamp":\"\
        """);
    private static final byte[] END_SAMPLE = ascii("""
        ","context":"Transaction.End","measurand":"Energy.Active.Import.Register","unit":"Wh"}]}]}\
        """);

    private final byte[] idPrefix = ascii(UUID.randomUUID().toString().substring(0, ID_LENGTH - COUNTER_WIDTH));
    private final WireClock clock = new WireClock();
    private final FrameWriter out;

    Calls(FrameWriter out) {
        this.out = out;
    }

    byte[] idPrefix() {
        return idPrefix;
    }

    /** Ends a message id as the calls do. */
    void writeCounter(long id, byte[] messageId) {
        long rest = id;
        for (int at = ID_LENGTH; at > ID_LENGTH - COUNTER_WIDTH; rest /= 10) {
            messageId[--at] = (byte) ('0' + rest % 10);
        }
    }

    byte[] now() {
        return clock.now().clone();
    }

    FrameWriter heartbeat(long id) {
        return begin(id, Action.HEARTBEAT).text(NOTHING).text(END);
    }

    FrameWriter bootNotification(long id) {
        return begin(id, Action.BOOT_NOTIFICATION).text(BOOT).text(END);
    }

    FrameWriter authorize(long id, byte[] idTag) {
        return begin(id, Action.AUTHORIZE)
                .text(ID_TAG)
                .text(idTag)
                .text(END_OF_TEXT)
                .text(END);
    }

    FrameWriter statusNotification(long id, int connectorId, byte[] status) {
        return begin(id, Action.STATUS_NOTIFICATION)
                .text(CONNECTOR)
                .number(connectorId)
                .text(STATUS)
                .text(status)
                .text(THEN_TIMESTAMP)
                .text(clock.now())
                .text(END_OF_TEXT)
                .text(END);
    }

    FrameWriter startTransaction(long id, int connectorId, byte[] idTag, long meterStartWh, byte[] startedAt) {
        return begin(id, Action.START_TRANSACTION)
                .text(CONNECTOR)
                .number(connectorId)
                .text(START_ID_TAG)
                .text(idTag)
                .text(START_METER)
                .number(meterStartWh)
                .text(TIMESTAMP)
                .text(startedAt)
                .text(END_OF_TEXT)
                .text(END);
    }

    FrameWriter meterValues(long id, int connectorId, int transactionId, long registerWh) {
        return begin(id, Action.METER_VALUES)
                .text(CONNECTOR)
                .number(connectorId)
                .text(TRANSACTION)
                .number(transactionId)
                .text(SAMPLES)
                .text(clock.now())
                .text(REGISTER)
                .number(registerWh)
                .text(OTHER_SAMPLES)
                .text(END);
    }

    FrameWriter stopTransaction(
            long id, int transactionId, byte[] idTag, byte[] startedAt, long meterStartWh, long meterStopWh) {
        return begin(id, Action.STOP_TRANSACTION)
                .text(STOP_TRANSACTION)
                .number(transactionId)
                .text(START_ID_TAG)
                .text(idTag)
                .text(STOP_METER)
                .number(meterStopWh)
                .text(TIMESTAMP)
                .text(clock.now())
                .text(STOP_REASON)
                .text(startedAt)
                .text(REGISTER)
                .number(meterStartWh)
                .text(BEGIN_SAMPLE)
                .text(clock.now())
                .text(REGISTER)
                .number(meterStopWh)
                .text(END_SAMPLE)
                .text(END);
    }

    /** What a charge point answers to a call that it cannot fulfil (OCPP-J §4.2.3). */
    FrameWriter refusal(String idOfTheCall) {
        return out.begin().text(ascii("[4,\"" + idOfTheCall + "\",\"NotSupported\",\"\",{}]"));
    }

    private FrameWriter begin(long id, Action action) {
        return out.begin()
                .text(BEFORE_ID)
                .text(idPrefix)
                .number(id, COUNTER_WIDTH)
                .text(action.betweenIdAndPayload());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
