package aigateway.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Passwords salted and stretched: {@code pbkdf2-sha256$iterations$salt$hash}. Slow on purpose. */
final class PasswordHash {

    private static final String NAME = "pbkdf2-sha256";
    private static final int ITERATIONS = 210_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    /** Of no password; checking against it takes as long as against a real one. */
    static final String NONE = of("");

    private PasswordHash() {}

    static String of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return NAME
                + '$'
                + ITERATIONS
                + '$'
                + base64.encodeToString(salt)
                + '$'
                + base64.encodeToString(stretch(password, salt, ITERATIONS));
    }

    static boolean matches(String password, String verifier) {
        String[] parts = verifier.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] expected = Base64.getDecoder().decode(parts[3]);
        return MessageDigest.isEqual(expected, stretch(password, salt, Integer.parseInt(parts[1])));
    }

    /** For a password that the configuration holds in the clear. */
    static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] stretch(String password, byte[] salt, int iterations) {
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot derive keys with PBKDF2", e);
        }
    }
}
