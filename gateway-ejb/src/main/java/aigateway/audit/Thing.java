package aigateway.audit;

/**
 * What something was done to.
 *
 * @param type a manifest's kind, or {@code key}, {@code session}, {@code password}, {@code model}, {@code api}, {@code
 *     page}, …
 */
public record Thing(String type, String name) {

    private static final int MAX_TYPE = 64;
    private static final int MAX_NAME = 512;

    public static final String KEY = "key";
    public static final String SESSION = "session";
    public static final String PASSWORD = "password";
    public static final String MODEL = "model";
    public static final String API = "api";
    public static final String PAGE = "page";
    public static final String PROVIDER_ACCOUNT = "provider-account";
    public static final String TRACING_PROJECT = "tracing-project";

    public Thing {
        type = Texts.cut(type, MAX_TYPE);
        name = Texts.cut(name, MAX_NAME);
    }
}
