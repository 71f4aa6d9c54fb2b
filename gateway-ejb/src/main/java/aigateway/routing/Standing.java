package aigateway.routing;

/** How a target stands, the best first: a request tries targets in this order. */
public enum Standing {
    WELL,

    /** Slower than its route wants it. */
    SLOW,

    /** Failed twice within two minutes. */
    FAILING,

    /** Asked to be left alone for a while. */
    RESTING
}
