package aigateway.call;

import aigateway.identity.Caller;
import aigateway.manifest.type.When;
import java.util.Map;
import java.util.Set;

/** The facts of a request that rules decide on; never its content. */
public sealed interface Call extends When.Facts permits ModelCall {

    Caller caller();

    @Override
    default Set<String> subjects() {
        return caller().subjects();
    }

    /** What was asked for, as the caller wrote it: {@code account/model}, or a virtual model's name or slug. */
    String model();

    /** What that is called besides, and what it may reach. */
    ModelNames names();

    @Override
    default Set<String> models() {
        return names().own();
    }

    @Override
    default Set<String> targets() {
        return names().targets();
    }

    /** The caller's own labels, from {@code x-tfy-metadata}. */
    @Override
    Map<String, String> metadata();
}
