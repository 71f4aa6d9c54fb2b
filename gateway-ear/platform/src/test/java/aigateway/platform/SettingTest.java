package aigateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTest {

    private static final String NONSENSE = "http://non sense";

    /** What may be any text. */
    private static final Set<String> TEXTS = Set.of(
            "GATEWAY_DATA_DIR",
            "GATEWAY_CONFIG",
            "GATEWAY_TENANT",
            "GATEWAY_ADMIN_PASSWORD",
            "GATEWAY_SECRET_KEY",
            "GATEWAY_METRICS_TOKEN",
            "GATEWAY_DB_USER",
            "GATEWAY_DB_PASSWORD",
            "GATEWAY_BROKER_USER",
            "GATEWAY_BROKER_PASSWORD",
            "MP_JWT_VERIFY_ISSUER",
            "MP_JWT_VERIFY_PUBLICKEY",
            "MP_JWT_VERIFY_PUBLICKEY_ALGORITHM",
            "MP_JWT_VERIFY_AUDIENCES",
            "OTEL_SERVICE_NAME",
            "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
            "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
            "AWS_BEARER_TOKEN_BEDROCK",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_ROLE_ARN",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "OPENAI_API_KEY",
            "ANTHROPIC_API_KEY",
            "GEMINI_API_KEY",
            "MISTRAL_API_KEY",
            "GROQ_API_KEY",
            "COHERE_API_KEY");

    @Test
    void everySettingOfTheReadmeIsCheckedUnlessItIsText() throws IOException {
        Set<String> checked =
                Setting.all().stream().map(it -> Setting.nameOf(it.key())).collect(Collectors.toSet());

        assertThat(namesOfTheReadme()).containsAll(TEXTS).containsAll(checked);
        assertThat(checked).doesNotContainAnyElementsOf(TEXTS);
        assertThat(namesOfTheReadme())
                .allMatch(name -> checked.contains(name) || TEXTS.contains(name), "checked, or text");
    }

    @Test
    void nonsenseIsRefusedByName() {
        for (Setting<?> setting : Setting.all()) {
            String name = Setting.nameOf(setting.key());
            assertThatIllegalStateException()
                    .as(name)
                    .isThrownBy(() -> settings(Map.of(setting.key(), NONSENSE)).check())
                    .withMessageStartingWith(name + ' ')
                    .withMessageContaining(": set it to ");
            assertThatIllegalStateException()
                    .as(name)
                    .isThrownBy(() -> settings(Map.of(setting.key(), NONSENSE)).value(setting))
                    .withMessageStartingWith(name + ' ');
        }
    }

    @Test
    void whatIsWrongIsSaidAtOnce() {
        Map<String, String> all = Setting.all().stream().collect(Collectors.toMap(Setting::key, setting -> NONSENSE));

        assertThatIllegalStateException()
                .isThrownBy(() -> settings(all).check())
                .satisfies(e -> all.keySet().forEach(key -> assertThat(e).hasMessageContaining(Setting.nameOf(key))));
    }

    @Test
    void unsetAndBlankSettingsAreFine() {
        assertThatCode(() -> settings(Map.of()).check()).doesNotThrowAnyException();
        assertThatCode(() -> settings(Map.of("gateway.spans.days", " ")).check())
                .doesNotThrowAnyException();
        assertThat(settings(Map.of("gateway.spans.days", "")).value(Setting.SPANS_DAYS))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.spans.days, many, GATEWAY_SPANS_DAYS is 'many': set it to a number of days from 1 to 36500",
        "gateway.audit.days, -1, 'GATEWAY_AUDIT_DAYS is ''-1'': set it to a number of days, or 0 for ever, from 0 to 36500'",
        "gateway.stop.patience, 6s, 'GATEWAY_STOP_PATIENCE is ''6s'': set it to a duration as PT30S, of at most PT24H'",
        "ENABLE_OTEL_TRACING, y, 'ENABLE_OTEL_TRACING is ''y'': set it to true, on, yes, 1, false, off, no or 0'",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, http, "
                + "'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL is ''http'': set it to http/protobuf, http/json or grpc'",
        "gateway.smtp.url, smtp:host, 'GATEWAY_SMTP_URL cannot be used: set it to smtp://host:port or smtps://host:port,"
                + " special characters of a password written as %40 and so on'"
    })
    void messageSaysWhatToDo(String key, String value, String message) {
        assertThatIllegalStateException()
                .isThrownBy(() -> settings(Map.of(key, value)).check())
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.spans.days, 0",
        "gateway.spans.days, 36501",
        "gateway.spans.days, 1.5",
        "gateway.spans.days, -1",
        "gateway.spans.waiting.traces, 0",
        "gateway.spans.waiting.traces, 2147483648",
        "gateway.spans.waiting.bytes, '262,144'",
        "gateway.spans.message.bytes, 99999999999999999999",
        "gateway.spans.patience, PT-1S",
        "gateway.stop.patience, PT1000H",
        "gateway.otlp.grpc.port, 65536",
        "gateway.otlp.grpc.port, 4317/tcp",
        "gateway.otlp.grpc.port, off",
        "mp.jwt.verify.clock.skew, PT60S",
        "mp.jwt.verify.token.age, -1",
        "mp.jwt.verify.publickey.location, https://",
        "mp.jwt.verify.publickey.location, file:/a b",
        "OTEL_METRIC_EXPORT_INTERVAL, 60s",
        "OTEL_METRIC_EXPORT_INTERVAL, 99",
        "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE, lowmemory",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, collector:4317",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, https:///v1",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT, https://c:70000",
        "OPENAI_BASE_URL, api.openai.com",
        "gateway.smtp.url, http://relay:25",
        "gateway.smtp.from, gateway",
        "gateway.broker.url, broker:61616",
        "gateway.broker.url, tcps://broker",
        "gateway.db.url, jdbc:mysql://db/gateway",
        "gateway.db.url, jdbc:postgresql://db",
        "gateway.db.url, jdbc:postgresql://db:99999/gateway",
        "gateway.db.url, db:5432",
        "gateway.allowed.private.hosts, localhost:0",
        "gateway.allowed.private.hosts, 10.0.0.0/8",
        "gateway.allowed.private.hosts, 'localhost,http://ollama'",
        "AWS_REGION, us east"
    })
    void wrongOnesAreRefused(String key, String value) {
        assertThatIllegalStateException()
                .isThrownBy(() -> settings(Map.of(key, value)).check())
                .withMessageStartingWith(Setting.nameOf(key));
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.otlp.grpc.port, 0",
        "gateway.otlp.grpc.port, 14317",
        "gateway.audit.days, 0",
        "gateway.spans.patience, PT0S",
        "gateway.stop.patience, pt1m30s",
        "mp.jwt.verify.clock.skew, 0",
        "mp.jwt.verify.publickey.location, /etc/keys/key.pem",
        "mp.jwt.verify.publickey.location, https://id/jwks",
        "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE, CUMULATIVE",
        "OTEL_METRIC_EXPORT_INTERVAL, 100",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, HTTPS://collector.example:4317",
        "AWS_ENDPOINT_URL_STS, http://[::1]:1/sts",
        "gateway.smtp.from, AI Gateway <gateway@example.com>",
        "gateway.broker.url, tcp://broker:61616",
        "gateway.broker.url, ssl://broker",
        "gateway.db.url, jdbc:postgresql://db:5432/gateway?sslmode=require",
        "gateway.db.url, postgres://db/gateway",
        "gateway.db.url, 'jdbc:postgresql://a:1,b:2/gateway?targetServerType=primary'",
        "gateway.db.url, jdbc:postgresql://[::1]:5432/gateway",
        "gateway.db.url, jdbc:postgresql:gateway",
        "gateway.allowed.private.hosts, 'localhost,127.0.0.1 ::1, [::1]:8080, my_host:1'"
    })
    void rightOnesAreTaken(String key, String value) {
        assertThatCode(() -> settings(Map.of(key, value)).check()).doesNotThrowAnyException();
    }

    @Test
    void mailServerIsOfNoUseWithoutASender() {
        String url = "smtp://user:p%40ss@relay:587";

        assertThatIllegalStateException()
                .isThrownBy(() -> settings(Map.of("gateway.smtp.url", url)).check())
                .withMessage(
                        "GATEWAY_SMTP_URL needs GATEWAY_SMTP_FROM: set that to a mail address, as gateway@example.com");
        assertThatCode(() -> settings(Map.of("gateway.smtp.url", url, "gateway.smtp.from", "a@b.example"))
                        .check())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "ON,true", "Yes,true", "1,true", "False,false", "off,false", "no,false", "0,false"})
    void switchIsOnOrOff(String value, boolean on) {
        assertThat(settings(Map.of("ENABLE_OTEL_METRICS", value)).value(Setting.METRICS))
                .contains(on);
    }

    @Test
    void valuesHaveTheirUnits() {
        Settings settings = settings(Map.of(
                "gateway.spans.days", "7",
                "gateway.spans.patience", "PT2S",
                "OTEL_METRIC_EXPORT_INTERVAL", "1500",
                "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "GRPC"));

        assertThat(settings.value(Setting.SPANS_DAYS)).contains(Duration.ofDays(7));
        assertThat(settings.value(Setting.SPANS_PATIENCE)).contains(Duration.ofSeconds(2));
        assertThat(settings.value(Setting.METRICS_INTERVAL)).contains(Duration.ofMillis(1500));
        assertThat(settings.value(Setting.TRACES_PROTOCOL)).contains("grpc");
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.smtp.url, smtp://x:canary|@relay",
        "gateway.broker.url, tcp://x:canary@broker:61616",
        "gateway.db.url, postgres://x:canary@db/gateway",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, https://x:canary@collector",
        "mp.jwt.verify.publickey.location, https://x:canary@id/jwks"
    })
    void passwordIsNotRepeated(String key, String value) {
        assertThatIllegalStateException()
                .isThrownBy(() -> settings(Map.of(key, value)).check())
                .withMessageStartingWith(Setting.nameOf(key))
                .withMessageNotContaining("canary");
    }

    private static Set<String> namesOfTheReadme() throws IOException {
        Set<String> names = new TreeSet<>();
        Function<String, Matcher> quoted = Pattern.compile("`([A-Z][A-Z_]+)`")::matcher;
        Files.readString(Path.of("../../README.md"))
                .lines()
                .dropWhile(line -> !line.equals("## Configuration"))
                .takeWhile(line -> !line.equals("## Deploy"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .forEach(cell -> quoted.apply(cell).results().forEach(found -> names.add(found.group(1))));
        return names;
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(new FixedConfig(values));
    }
}
