package dev.csms.query;

/** As the test wants it; none unless it says so. */
public final class TestPressure implements Pressure {

    private volatile boolean high;

    @Override
    public boolean isHigh() {
        return high;
    }

    public void during(Runnable test) {
        high = true;
        try {
            test.run();
        } finally {
            high = false;
        }
    }
}
