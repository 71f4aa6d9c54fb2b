package aigateway.web.provider;

import aigateway.manifest.type.AuthData;
import aigateway.manifest.type.Secret;
import aigateway.outbound.Credentials;
import aigateway.routing.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must not reach a client or a span: vendors repeat the credentials they refuse, and headers they do not like. */
final class KeyMaterial {

    private KeyMaterial() {}

    /** The text without anything that was sent to the target in confidence. */
    static String removed(String text, Target target) {
        return Credentials.removed(
                text, sentTo(target).stream().map(Secret::value).toList());
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
