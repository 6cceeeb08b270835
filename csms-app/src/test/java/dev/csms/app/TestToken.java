package dev.csms.app;

/** By which tests come in at the port for operators, as an automated installation does. */
public final class TestToken {

    public static final String VALUE = "a-token-for-tests-that-is-long-enough-not-to-be-guessed";

    /** Settings of the product under test. One caller for all tests sends more mutations than a person would. */
    public static final String SETTING = "csms.setup.api-token=" + VALUE;

    public static final String RATE_SETTING = "csms.graphql.mutations-per-minute=0";

    /** Value of the header {@code Authorization}. */
    public static final String BEARER = "Bearer " + VALUE;

    private TestToken() {}
}
