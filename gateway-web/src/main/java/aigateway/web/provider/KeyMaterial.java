package aigateway.web.provider;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.Secret;
import aigateway.routing.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must not reach a client or a span: vendors repeat the credentials they refuse, and headers they do not like. */
final class KeyMaterial {

    private static final String REMOVED = "…";

    /** What looks like a credential, whoever's it is; after a mere word only what has a digit, or it is a word too. */
    private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("\\b(?:(?:sk|pk|rk|gsk|xai|key)[-_]|AIza|ya29\\.)"
            + "[A-Za-z0-9_*.-]{8,}|\\b(?:Bearer|key) (?=[A-Za-z_*.-]*[0-9*])[A-Za-z0-9_*.-]{8,}");

    /** Shorter ones are words that stand in any message. */
    private static final int SHORTEST = 4;

    private KeyMaterial() {}

    /** The text without anything that was sent to the target in confidence. */
    static String removed(String text, Target target) {
        String clean = text;
        for (Secret secret : sentTo(target)) {
            if (secret.value().length() >= SHORTEST) {
                clean = clean.replace(secret.value(), REMOVED);
            }
        }
        return LOOKS_LIKE_ONE.matcher(clean).replaceAll(REMOVED);
    }

    static @Nullable String removedOrNull(@Nullable String text, Target target) {
        return text == null ? null : removed(text, target);
    }

    private static List<Secret> sentTo(Target target) {
        List<Secret> secrets = new ArrayList<>(target.account().headers().values());
        AuthData auth = target.account().authData();
        if (auth != null) {
            secrets.addAll(auth.secrets());
        }
        if (target.headers() != null) {
            secrets.addAll(target.headers().set().values());
        }
        return secrets;
    }
}
