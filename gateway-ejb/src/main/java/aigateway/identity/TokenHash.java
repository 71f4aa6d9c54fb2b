package aigateway.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a whole token: what stands for it in memory and in the database. */
record TokenHash(long a, long b, long c, long d) {

    static TokenHash of(String token) {
        return of(sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    static TokenHash parse(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    private static TokenHash of(byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new TokenHash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    String hex() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
