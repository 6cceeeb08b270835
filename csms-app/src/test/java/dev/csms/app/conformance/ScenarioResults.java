package dev.csms.app.conformance;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/** Takes down how the scenarios end. {@code -Ddocs.update=true} writes it into the document when all have. */
public final class ScenarioResults implements TestWatcher, BeforeAllCallback {

    private static final Namespace OURS = Namespace.create(ScenarioResults.class);

    /** Closed by JUnit after the last test of all. */
    private record Writer(Map<String, String> results) implements AutoCloseable {
        @Override
        public void close() {
            if (Boolean.getBoolean("docs.update")) {
                ConformanceDocument.write(results);
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        writer(context);
    }

    private static Writer writer(ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(Writer.class, _ -> new Writer(new ConcurrentHashMap<>()), Writer.class);
    }

    private static void note(ExtensionContext context, String result) {
        writer(context)
                .results()
                .put(Scenario.of(context.getRequiredTestMethod()).id(), result);
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        note(context, ConformanceDocument.PASSES);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        note(context, ConformanceDocument.FAILS);
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        note(context, ConformanceDocument.FAILS);
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        note(context, ConformanceDocument.FAILS + ": " + reason.orElse(""));
    }
}
