package aigateway.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the text of a setting becomes what it says.
 *
 * @param reader empty for a text of another form
 * @param wanted goes on after "set it to"
 * @param isShown whether a message may quote the text; an address may have a password in it
 */
record Form<T>(Function<String, Optional<T>> reader, String wanted, boolean isShown) {

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:[\\p{L}\\d._-]+|\\[[\\p{XDigit}:.]+])(?::(\\d{1,5}))?");
    private static final Pattern ADDRESS_OF_SIX = Pattern.compile("\\p{XDigit}*:[\\p{XDigit}:.]*:[\\p{XDigit}.]*");
    private static final Pattern POSTGRES =
            Pattern.compile("(?:jdbc:)?(?:postgresql:|postgres:(?=//))(?://([^/?]*)/)?[^/?]*(?:\\?.*)?");

    <R> Form<R> as(Function<T, R> meaning) {
        return new Form<>(text -> reader.apply(text).map(meaning), wanted, isShown);
    }

    static Form<Long> number(String what, long from, long to) {
        return new Form<>(
                text -> Optional.of(text)
                        .filter(digits -> digits.matches("\\d{1,18}"))
                        .map(Long::valueOf)
                        .filter(number -> number >= from && number <= to),
                what + " from " + from + " to " + to,
                true);
    }

    /** As ISO 8601 writes them; zero is one. */
    static Form<Duration> duration(Duration most) {
        return new Form<>(
                text -> duration(text)
                        .filter(duration -> !duration.isNegative())
                        .filter(duration -> duration.compareTo(most) <= 0),
                "a duration as PT30S, of at most " + most,
                true);
    }

    static Form<Boolean> onOrOff() {
        return oneOf("true", "on", "yes", "1", "false", "off", "no", "0")
                .as(List.of("true", "on", "yes", "1")::contains);
    }

    /** In any case; what is read is in the one given here. */
    static Form<String> oneOf(String... words) {
        return new Form<>(
                text -> Arrays.stream(words).filter(text::equalsIgnoreCase).findFirst(),
                String.join(", ", words).replaceFirst(", ([^,]*)$", " or $1"),
                true);
    }

    static Form<String> like(String regex, String wanted) {
        return new Form<>(text -> Optional.of(text).filter(it -> it.matches(regex)), wanted, true);
    }

    static Form<URI> web() {
        return address(
                uri -> uri.getRawUserInfo() == null,
                "an address as https://host/path or http://host/path, without user and password",
                "http",
                "https");
    }

    static Form<String> webOrFile() {
        return new Form<>(
                text -> Optional.of(text)
                        .filter(place -> place.matches("(?i)https?://.*")
                                ? web().reader.apply(place).isPresent()
                                : !place.startsWith("file:") || uri(place).isPresent()),
                "an address as https://host/path, or to a file",
                false);
    }

    static Form<URI> mailServer() {
        return address(
                uri -> true,
                "smtp://host:port or smtps://host:port, special characters of a password written as %40 and so on",
                "smtp",
                "smtps");
    }

    static Form<URI> broker() {
        return address(
                uri -> uri.getRawUserInfo() == null,
                "tcp://host:port, or ssl://host:port for TLS, without user and password",
                "tcp",
                "ssl",
                "tls");
    }

    static Form<String> postgres() {
        return new Form<>(
                text -> Optional.of(text).filter(Form::isPostgres),
                "jdbc:postgresql://host:port/database, without user and password before the host",
                false);
    }

    /** Separated by commas or spaces. */
    static Form<String> hosts() {
        return new Form<>(
                text -> Optional.of(text).filter(hosts -> Arrays.stream(hosts.split("[,\\s]+"))
                        .allMatch(host -> host.isEmpty()
                                || isHostAndPort(host)
                                || ADDRESS_OF_SIX.matcher(host).matches())),
                "names or addresses of hosts, each alone or as host:port",
                true);
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Form<URI> address(Predicate<URI> rule, String wanted, String... schemes) {
        return new Form<>(
                text -> uri(text)
                        .filter(uri -> uri.getScheme() != null
                                && List.of(schemes).contains(uri.getScheme().toLowerCase(Locale.ROOT)))
                        .filter(uri -> uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= HIGHEST_PORT)
                        .filter(rule),
                wanted,
                false);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The driver would say what is wrong with one, and quote it. */
    private static boolean isPostgres(String text) {
        Matcher parts = POSTGRES.matcher(text);
        return parts.matches()
                && (parts.group(1) == null
                        || parts.group(1).isEmpty()
                        || Arrays.stream(parts.group(1).split(",", -1)).allMatch(Form::isHostAndPort));
    }

    private static boolean isHostAndPort(String text) {
        Matcher parts = HOST_AND_PORT.matcher(text);
        return parts.matches() && (parts.group(1) == null || isPort(Integer.parseInt(parts.group(1))));
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= HIGHEST_PORT;
    }
}
