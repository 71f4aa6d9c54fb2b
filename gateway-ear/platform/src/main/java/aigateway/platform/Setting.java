package aigateway.platform;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A setting that has a form. Whoever adds one here has it checked at the start, with all others. */
public final class Setting<T> {

    private static final List<Setting<?>> ALL = new ArrayList<>();

    private static final int HIGHEST_PORT = 65_535;
    private static final int LARGEST_MESSAGE = 64 << 20;
    private static final long TEBIBYTE = 1L << 40;
    private static final int CENTURY = 36_500;
    private static final int DAY_IN_SECONDS = 86_400;
    /** Milliseconds. */
    private static final int SHORTEST_INTERVAL = 100;

    private static final int LONGEST_INTERVAL = 999_999_999;

    public static final Setting<Integer> OTLP_GRPC_PORT = of(
            "gateway.otlp.grpc.port",
            Form.number("a port, or 0 for none,", 0, HIGHEST_PORT).as(Long::intValue));

    public static final Setting<Integer> SPANS_WAITING_TRACES = of(
            "gateway.spans.waiting.traces",
            Form.number("a number of traces", 1, Integer.MAX_VALUE).as(Long::intValue));
    public static final Setting<Long> SPANS_WAITING_BYTES =
            of("gateway.spans.waiting.bytes", Form.number("a number of bytes", 1, TEBIBYTE));
    public static final Setting<Integer> SPANS_MESSAGE_BYTES = of(
            "gateway.spans.message.bytes",
            Form.number("a number of bytes", 1, LARGEST_MESSAGE).as(Long::intValue));
    public static final Setting<Duration> SPANS_PATIENCE =
            of("gateway.spans.patience", Form.duration(Duration.ofDays(30)));
    public static final Setting<Duration> SPANS_DAYS =
            of("gateway.spans.days", Form.number("a number of days", 1, CENTURY).as(Duration::ofDays));

    /** Zero: for ever. */
    public static final Setting<Duration> AUDIT_DAYS = of(
            "gateway.audit.days",
            Form.number("a number of days, or 0 for ever,", 0, CENTURY).as(Duration::ofDays));

    public static final Setting<Duration> STOP_PATIENCE =
            of("gateway.stop.patience", Form.duration(Duration.ofDays(1)));

    public static final Setting<String> SMTP_FROM =
            of("gateway.smtp.from", Form.like(".*[^\\s@]@[^\\s@].*", "a mail address, as gateway@example.com"));
    public static final Setting<URI> SMTP_URL =
            of("gateway.smtp.url", Form.mailServer()).with(SMTP_FROM);

    public static final Setting<String> JWT_KEY_LOCATION = of("mp.jwt.verify.publickey.location", Form.webOrFile());

    /** Seconds. */
    public static final Setting<Long> JWT_CLOCK_SKEW =
            of("mp.jwt.verify.clock.skew", Form.number("a number of seconds", 0, DAY_IN_SECONDS));

    /** Seconds; 0: any. */
    public static final Setting<Integer> JWT_TOKEN_AGE = of(
            "mp.jwt.verify.token.age",
            Form.number("a number of seconds, or 0 for any age,", 0, Integer.MAX_VALUE)
                    .as(Long::intValue));

    public static final Setting<Boolean> TRACING = of("ENABLE_OTEL_TRACING", Form.onOrOff());
    public static final Setting<URI> TRACES_ENDPOINT = of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", Form.web());
    public static final Setting<String> TRACES_PROTOCOL = of("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", protocol());
    public static final Setting<Boolean> METRICS = of("ENABLE_OTEL_METRICS", Form.onOrOff());
    public static final Setting<URI> METRICS_ENDPOINT = of("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", Form.web());
    public static final Setting<String> METRICS_PROTOCOL = of("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", protocol());
    public static final Setting<String> METRICS_TEMPORALITY =
            of("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", Form.oneOf("cumulative", "delta"));
    public static final Setting<Duration> METRICS_INTERVAL = of(
            "OTEL_METRIC_EXPORT_INTERVAL",
            Form.number("a number of milliseconds", SHORTEST_INTERVAL, LONGEST_INTERVAL)
                    .as(Duration::ofMillis));

    // Their text is used as it is.
    static {
        of("gateway.db.url", Form.postgres());
        of("gateway.broker.url", Form.broker());
        of("gateway.allowed.private.hosts", Form.hosts());
        of("AWS_REGION", Form.like("[A-Za-z0-9-]+", "a region, as us-east-1"));
        of("AWS_ENDPOINT_URL_STS", Form.web());
        of("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", Form.web());
        of("OPENAI_BASE_URL", Form.web());
        of("ANTHROPIC_BASE_URL", Form.web());
        of("GEMINI_BASE_URL", Form.web());
        of("MISTRAL_BASE_URL", Form.web());
        of("GROQ_BASE_URL", Form.web());
        of("COHERE_BASE_URL", Form.web());
    }

    private final String key;
    private final Form<T> form;

    /** Without it this one is of no use. */
    private @Nullable Setting<?> companion;

    private Setting(String key, Form<T> form) {
        this.key = key;
        this.form = form;
    }

    static List<Setting<?>> all() {
        return List.copyOf(ALL);
    }

    /** What the environment calls the setting of this key, as {@code GATEWAY_DATA_DIR} is {@code gateway.data.dir}. */
    public static String nameOf(String key) {
        return key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    String key() {
        return key;
    }

    Optional<T> read(String text) {
        return form.reader().apply(text);
    }

    /** What is wrong with a text that cannot be read, for an operator. */
    String complaint(String text) {
        return nameOf(key) + (form.isShown() ? " is '" + text + "'" : " cannot be used") + ": set it to "
                + form.wanted();
    }

    /** What this one, which is set, is of no use without, for an operator; empty when nothing is missing. */
    Optional<String> lack(Predicate<String> isSet) {
        return Optional.ofNullable(companion)
                .filter(needed -> !isSet.test(needed.key))
                .map(needed -> nameOf(key) + " needs " + nameOf(needed.key) + ": set that to " + needed.form.wanted());
    }

    private Setting<T> with(Setting<?> another) {
        companion = another;
        return this;
    }

    private static <T> Setting<T> of(String key, Form<T> form) {
        Setting<T> setting = new Setting<>(key, form);
        ALL.add(setting);
        return setting;
    }

    private static Form<String> protocol() {
        return Form.oneOf("http/protobuf", "http/json", "grpc");
    }
}
