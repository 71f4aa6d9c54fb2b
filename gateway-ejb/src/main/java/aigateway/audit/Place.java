package aigateway.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** After which entry a page begins. The thousandth page costs what the first does, and what is new shifts none of it. */
record Place(long at, long id) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(-?\\d{1,18})");

    static Place of(AuditEntry entry) {
        return new Place(entry.at().toEpochMilli(), entry.id());
    }

    static Optional<Place> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Place(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return at + "." + id;
    }
}
