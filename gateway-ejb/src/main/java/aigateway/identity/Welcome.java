package aigateway.identity;

import org.jspecify.annotations.Nullable;

/**
 * What the first start tells, once.
 *
 * @param password null when the operator chose it
 */
public record Welcome(int port, String username, @Nullable String password, String demoKey) {

    String text() {
        String secret = password == null ? "as GATEWAY_ADMIN_PASSWORD says" : password;
        return """

                AI Gateway: the first start has made an administrator and a key to try it with.
                This is shown once.

                  Console    http://localhost:%1$d/admin
                  User       %2$s
                  Password   %3$s
                  Demo key   %4$s

                  curl http://localhost:%1$d/v1/chat/completions -H "Authorization: Bearer %4$s" \
                -H "Content-Type: application/json" \
                -d '{"model":"echo/echo","messages":[{"role":"user","content":"Hello"}]}'
                """
                .formatted(port, username, secret, demoKey);
    }

    /** Never the password or the key. */
    @Override
    public String toString() {
        return "Welcome[" + username + ']';
    }
}
