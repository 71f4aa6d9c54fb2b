package aigateway.admin.limits;

import aigateway.identity.Caller;
import aigateway.manifest.type.When;
import java.util.List;

/** Whose use a person sees: an administrator everyone's, a member their own and that of pools all share. */
final class Visible {

    private Visible() {}

    /** A rule that is never about them tells a member what others are given. */
    static boolean to(Caller caller, When when) {
        return caller.isAdmin() || when.subjects().isEmpty() || caller.isAnyOf(when.subjects());
    }

    /** @param pool as the rules write it: {@code user:ann@example.com, openai-main/gpt-4o} */
    static boolean to(Caller caller, String pool) {
        return caller.isAdmin() || pool.isEmpty() || caller.isAnyOf(List.of(pool.split(", ")));
    }
}
