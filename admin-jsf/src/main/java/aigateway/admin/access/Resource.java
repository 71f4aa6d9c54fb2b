package aigateway.admin.access;

/** Names of resources. */
final class Resource {

    private Resource() {}

    /** {@code default:openai:openai-main} as {@code openai-main}. */
    static String shortName(String fqn) {
        return fqn.substring(fqn.lastIndexOf(':') + 1);
    }
}
