package aigateway.admin.access;

import aigateway.admin.session.Me;
import aigateway.identity.Keys;
import aigateway.identity.Subject;
import aigateway.manifest.Configuration;
import aigateway.manifest.type.User;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The users, some at a time; their keys are asked for only as far as they are shown. */
@Named
@RequestScoped
public class UsersPage {

    private static final int PAGE = 50;

    @Inject
    Configuration configuration;

    @Inject
    Keys keys;

    @Inject
    Me me;

    @Inject
    InstantSource clock;

    private @Nullable String text;
    private int from;
    private @Nullable List<User> found;
    private @Nullable List<Row> rows;

    /** @param keys that work now */
    public record Row(User user, List<String> teams, long keys, @Nullable Instant lastUsed) {

        /** How they get into the console. */
        public String getSignIn() {
            return user.issuer() == null ? "a password" : user.issuer();
        }
    }

    public void open() {
        me.mustBeAdmin();
    }

    private List<User> found() {
        List<User> known = found;
        if (known == null) {
            me.mustBeAdmin();
            String wanted = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
            known = configuration.current().users().values().stream()
                    .filter(user -> matches(user, wanted))
                    .sorted(Comparator.comparing(User::name))
                    .toList();
            found = known;
        }
        return known;
    }

    private static boolean matches(User user, String wanted) {
        return user.name().toLowerCase(Locale.ROOT).contains(wanted)
                || (user.displayName() != null
                        && user.displayName().toLowerCase(Locale.ROOT).contains(wanted));
    }

    public List<Row> getRows() {
        List<Row> known = rows;
        if (known == null) {
            known = found().stream()
                    .skip(Math.max(0, from))
                    .limit(PAGE)
                    .map(this::row)
                    .toList();
            rows = known;
        }
        return known;
    }

    private Row row(User user) {
        KeyFigures figures = KeyFigures.of(keys.of(Subject.user(user.name())), Optional.empty(), clock.instant());
        return new Row(
                user, Members.teamsOf(user.name(), configuration.current()), figures.working(), figures.lastUsed());
    }

    public int getTotal() {
        return found().size();
    }

    /** Where the next page begins; 0 when this is the last. */
    public int getNext() {
        int next = Math.max(0, from) + PAGE;
        return next < getTotal() ? next : 0;
    }

    public @Nullable String getText() {
        return text;
    }

    public void setText(@Nullable String text) {
        this.text = text;
    }

    public int getFrom() {
        return from;
    }

    public void setFrom(int from) {
        this.from = from;
    }
}
