package aigateway.web.responses;

import aigateway.identity.Caller;
import aigateway.manifest.SecretBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Keeps apart what vendors keep for all callers of an account. A response, or an item of one, is called by its account and
 * the vendor's name for it, sealed for whoever made it: nothing has to be stored, and nobody else can open it.
 */
@ApplicationScoped
public class CallersResponses {

    /** Ends the word with which a vendor's names say what they are of. */
    private static final char KIND = '_';

    private static final String RESPONSE = "resp_";

    /** Tells a sealed name from a vendor's, which need not be opened to know that it does not open. */
    private static final String SEALED = ".";

    /** An account's name has none. */
    private static final char BETWEEN = '/';

    @Inject
    SecretBox box;

    ResponseNames of(Caller caller) {
        String place = "response of " + caller.subject();
        return new ResponseNames() {
            @Override
            public String shown(Kept response) {
                String sealed = box.sealAlike(response.account() + BETWEEN + response.id(), place);
                return kind(response.id()) + SEALED + sealed.substring(SecretBox.PREFIX.length());
            }

            @Override
            public @Nullable Kept meant(String name) {
                int kind = name.indexOf(KIND) + 1;
                if (kind == 0 || !name.startsWith(SEALED, kind)) {
                    return null;
                }
                String opened = box.open(SecretBox.PREFIX + name.substring(kind + SEALED.length()), place)
                        .orElse("");
                int between = opened.indexOf(BETWEEN);
                return between < 0 ? null : new Kept(opened.substring(0, between), opened.substring(between + 1));
            }
        };
    }

    /** {@code resp_} of a response, {@code msg_} of a message in it: clients look at it. */
    private static String kind(String vendors) {
        int end = vendors.indexOf(KIND);
        return end < 0 ? RESPONSE : vendors.substring(0, end + 1);
    }
}
