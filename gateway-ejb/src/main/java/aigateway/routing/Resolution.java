package aigateway.routing;

/** What became of a requested model name. */
public sealed interface Resolution {

    record Planned(Plan plan) implements Resolution {}

    /** No account, virtual model or slug has that name. */
    record Unknown() implements Resolution {}

    /** It exists, and this caller may not use it. */
    record Forbidden() implements Resolution {}
}
