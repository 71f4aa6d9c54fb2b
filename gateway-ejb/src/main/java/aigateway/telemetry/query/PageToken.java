package aigateway.telemetry.query;

import aigateway.telemetry.Position;
import aigateway.telemetry.SpanRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A place in the answer to one query of one person. It shows nothing that its holder may not see, with whatever it is
 * sent: that is decided anew for each page. That it is bound is so that a mistake is told and not answered.
 *
 * @param backward to what came before
 */
record PageToken(boolean backward, Position position) {

    private static final int SEAL = 16;
    private static final String NONE = "is no page token of this gateway";

    static String text(boolean backward, SpanRow row, String asker, SpanQuery query) {
        String text = seal(asker, query) + (backward ? '<' : '>') + Position.of(row);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * @return null for the first page
     * @throws PageTokenException when it is none, or belongs to another query or person
     */
    static @Nullable PageToken parse(@Nullable String token, String asker, SpanQuery query) {
        if (token == null || token.isEmpty()) {
            return null;
        }
        String text = decoded(token);
        if (text.length() <= 2 * SEAL || "<>".indexOf(text.charAt(2 * SEAL)) < 0) {
            throw new PageTokenException(NONE);
        }
        if (!text.startsWith(seal(asker, query))) {
            throw new PageTokenException("belongs to another query or to somebody else; ask for the first page");
        }
        try {
            return new PageToken(text.charAt(2 * SEAL) == '<', Position.parse(text.substring(2 * SEAL + 1)));
        } catch (IllegalArgumentException e) {
            throw new PageTokenException(NONE);
        }
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            throw new PageTokenException(NONE);
        }
    }

    private static String seal(String asker, SpanQuery query) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest((asker + '\0' + query).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, SEAL);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
