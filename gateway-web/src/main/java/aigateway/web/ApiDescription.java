package aigateway.web;

/** The names of the bodies that more than one address knows, as {@link Gateway} describes them. */
public final class ApiDescription {

    public static final String ERROR = "Error";
    public static final String CHAT = "ChatCompletionRequest";
    public static final String LOGIN = "Login";
    public static final String APPLY = "Apply";
    public static final String DELETE = "Delete";
    public static final String NEW_KEY = "NewKey";
    public static final String AUDIT = "AuditPage";

    private ApiDescription() {}
}
