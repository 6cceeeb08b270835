package dev.csms.bench;

import dev.csms.bench.load.AnswerCheck;
import dev.csms.bench.load.Histogram;
import dev.csms.bench.load.Load;
import dev.csms.bench.load.LoadPlan;
import dev.csms.bench.load.OperationProbe;
import dev.csms.bench.load.Round;
import dev.csms.bench.load.Workload;
import dev.csms.bench.product.CpuTime;
import dev.csms.bench.product.Installation;
import dev.csms.bench.product.LagWatch;
import dev.csms.bench.product.Memory;
import dev.csms.bench.product.Product;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures rows one after the other on the same installation, which it starts, fills and stops as they need it. */
final class Course implements AutoCloseable {

    private static final int HISTORY_CHARGE_POINTS = 400;
    private static final int STORM_IDENTITIES = 10_000;
    private static final int IDLE_IDENTITIES = 20_000;
    private static final int FIRST_BOOT_IDENTITY = 30_000;
    private static final int PROBE_IDENTITIES = 31_000;
    private static final int PROBES = 40;
    private static final int STORMS = 4;
    private static final int STARTS = 3;
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private final Options options;
    private final Installation installation;
    private final Consumer<String> progress;
    private final AnswerCheck check = new AnswerCheck();
    private final BitSet chargePoints = new BitSet();
    private int idTags;
    private boolean hasHistory;
    private @Nullable Product running;

    Course(Options options, Consumer<String> progress) throws InterruptedException {
        this.options = options;
        this.progress = progress;
        installation = new Installation(options.jar(), options.directory(), options.jvmOptions(), options.arguments());
        if (options.rehearsed()) {
            progress.accept("rehearsing");
            installation.rehearse();
        }
    }

    Result measure(Row row) throws InterruptedException {
        if (row.withHistory()) {
            makeHistory();
        }
        progress.accept(row.title());
        return switch (row.subject()) {
            case Row.Calling calling -> calling(row, calling);
            case Row.Operating operating -> operating(row, operating);
            case Row.BootStorm storm -> bootStorm(row, storm.connections(), storm.cold() ? 1 : STORMS);
            case Row.Idle idle -> idle(row, idle.connections());
            case Row.StartUp _ -> startUp(row);
        };
    }

    @Override
    public void close() {
        stop();
    }

    private Result calling(Row row, Row.Calling calling) throws InterruptedException {
        Product product = product();
        register(0, calling.connections());
        registerIdTags(calling.connections());
        LoadPlan plan = LoadPlan.of(product.ocppPort(), calling.connections(), calling.workload());
        try (Load load = new Load(calling.sharedIdTag() ? plan.withSharedIdTag() : plan, check)) {
            load.connect();
            load.begin();
            Thread.sleep(options.warmUp());
            Profile.Recording recording = record(row, product);
            CpuTime before = product.cpuTime();
            Result.Lag lag;
            try (LagWatch watch = new LagWatch(product)) {
                load.measure(options.window());
                lag = new Result.Lag(watch.percentile(99), watch.max(), watch.maxOfEach());
            }
            CpuTime cpu = product.cpuTime().since(before);
            String profile = recording == null ? null : recording.stop();
            Memory memory = product.memory();
            load.drain();
            Duration catchUp = LagWatch.awaitCaughtUp(product);
            return new Result(row, load.measurements(), cpu, memory, lag, catchUp, null, null, profile);
        }
    }

    private Result operating(Row row, Row.Operating operating) throws InterruptedException {
        Product product = product();
        register(0, operating.connections());
        register(PROBE_IDENTITIES, PROBE_IDENTITIES + PROBES);
        registerIdTags(operating.connections());
        Product other = operating.nodes() > 1 ? product.startNode("other") : product;
        LoadPlan plan = LoadPlan.of(product.ocppPort(), operating.connections(), operating.workload());
        try (Load load = new Load(plan, check);
                OperationProbe probe = new OperationProbe(product.ocppPort(), PROBE_IDENTITIES, PROBES)) {
            load.connect();
            load.begin();
            probe.measure(other.operator()::clearCache, options.warmUp());
            Histogram latencies = probe.measure(other.operator()::clearCache, options.window());
            load.drain();
            return Result.ofOperations(row, latencies);
        } finally {
            if (other != product) {
                other.close();
            }
        }
    }

    /** Several times, each time with charge points that never were there; the last is measured. */
    private Result bootStorm(Row row, int connections, int storms) throws InterruptedException {
        register(STORM_IDENTITIES, STORM_IDENTITIES + STORMS * connections);
        if (storms == 1) {
            stop();
        }
        Product product = product();
        for (int storm = 0; storm < storms - 1; storm++) {
            LoadPlan plan = LoadPlan.storm(product.ocppPort(), STORM_IDENTITIES + storm * connections, connections);
            try (Load load = new Load(plan, check)) {
                load.connect();
            }
            LagWatch.awaitCaughtUp(product);
            Thread.sleep(SETTLING);
        }
        LoadPlan plan = LoadPlan.storm(product.ocppPort(), STORM_IDENTITIES + (storms - 1) * connections, connections);
        try (Load load = new Load(plan, check)) {
            Profile.Recording recording = record(row, product);
            CpuTime before = product.cpuTime();
            Duration allUp = load.connect();
            CpuTime cpu = product.cpuTime().since(before);
            String profile = recording == null ? null : recording.stop();
            Duration catchUp = LagWatch.awaitCaughtUp(product);
            return new Result(row, load.measurements(), cpu, product.memory(), null, catchUp, allUp, null, profile);
        }
    }

    /**
     * Two waves of the same charge points. What the first one adds to the product holds all that its heap grows by;
     * when the second comes, nothing but the connections is new.
     */
    private Result idle(Row row, int connections) throws InterruptedException {
        Product product = product();
        register(IDLE_IDENTITIES, IDLE_IDENTITIES + connections);
        LoadPlan plan = LoadPlan.silent(product.ocppPort(), IDLE_IDENTITIES, connections);
        Memory atFirst = settled(product);
        Memory firstWave = whileConnected(plan, product);
        Memory between = settled(product);
        Memory secondWave = whileConnected(plan, product);
        return Result.ofConnections(
                row,
                new Result.PerConnection(
                        (double) (firstWave.jvmResident() - atFirst.jvmResident()) / connections,
                        (double) (secondWave.jvmResident() - between.jvmResident()) / connections,
                        (double) (secondWave.jvmHeapAfterCollection() - between.jvmHeapAfterCollection())
                                / connections),
                secondWave);
    }

    private Memory whileConnected(LoadPlan plan, Product product) throws InterruptedException {
        try (Load load = new Load(plan, check)) {
            load.connect();
            return settled(product);
        }
    }

    private static Memory settled(Product product) throws InterruptedException {
        LagWatch.awaitCaughtUp(product);
        Thread.sleep(SETTLING);
        return product.memoryWithoutGarbage();
    }

    /** The middle of several. */
    private Result startUp(Row row) {
        product();
        register(FIRST_BOOT_IDENTITY, FIRST_BOOT_IDENTITY + 1);
        List<Result> results = new ArrayList<>();
        for (int start = 0; start < STARTS; start++) {
            stop();
            Product product = Product.launch(installation);
            running = product;
            Duration duration = product.awaitFirstBoot(LoadPlan.identity(FIRST_BOOT_IDENTITY));
            results.add(Result.ofDuration(row, duration, product.cpuTimeSinceLaunch()));
            product.awaitReadiness();
        }
        results.sort(Comparator.comparing(Result::duration));
        return results.get(STARTS / 2);
    }

    /** IdTags come by the thousand from charge points, not from an operator, because that is so much faster. */
    private void makeHistory() {
        if (hasHistory) {
            return;
        }
        product();
        register(0, HISTORY_CHARGE_POINTS);
        stop();
        progress.accept("%,d idTags".formatted(options.idTags()));
        running = Product.start(installation.with("--csms.authorization.unknown-id-tag=accept"));
        run(new Workload.Rounds(Round.INTRODUCTION, options.idTags()));
        idTags = Math.max(idTags, options.idTags());
        stop();
        progress.accept("%,d past transactions".formatted(options.pastTransactions()));
        run(new Workload.Rounds(Round.TRANSACTION, options.pastTransactions()));
        hasHistory = true;
    }

    private void run(Workload workload) {
        Product product = product();
        LoadPlan plan = LoadPlan.of(product.ocppPort(), HISTORY_CHARGE_POINTS, workload);
        try (Load load = new Load(plan, check)) {
            load.connect();
            load.begin();
            load.awaitEnd();
            requireNoViolations(load);
        }
        LagWatch.awaitCaughtUp(product);
    }

    private static void requireNoViolations(Load load) {
        if (!load.measurements().violations().isEmpty()) {
            throw new IllegalStateException(
                    "history is incomplete: " + load.measurements().violations());
        }
    }

    private void register(int from, int to) {
        int first = chargePoints.nextClearBit(from);
        if (first < to) {
            product().operator().registerChargePoints(first, to, LoadPlan::identity);
            chargePoints.set(from, to);
        }
    }

    private void registerIdTags(int count) {
        if (idTags < count) {
            progress.accept("%,d idTags".formatted(count));
            product().operator().registerIdTags(idTags, count, LoadPlan::idTag);
            idTags = count;
        }
    }

    private Profile.@Nullable Recording record(Row row, Product product) {
        return options.profile() ? Profile.record(product, options.directory().resolve(row.name() + ".jfr")) : null;
    }

    private Product product() {
        Product product = running;
        if (product == null) {
            progress.accept("starting the product");
            product = Product.start(installation);
            running = product;
        }
        return product;
    }

    private void stop() {
        Product product = running;
        running = null;
        if (product != null) {
            product.close();
        }
    }
}
