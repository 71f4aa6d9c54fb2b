package aigateway.call;

import aigateway.identity.Caller;
import java.util.Map;

/** The facts of a request that rules decide on; never its content. */
public sealed interface Call permits ModelCall {

    Caller caller();

    /** What was asked for, as the caller wrote it: {@code account/model} or the name of a virtual model. */
    String model();

    /** The caller's own labels, from {@code x-tfy-metadata}. */
    Map<String, String> metadata();
}
