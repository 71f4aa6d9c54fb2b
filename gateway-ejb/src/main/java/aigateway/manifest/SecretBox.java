package aigateway.manifest;

import aigateway.platform.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what must be read again: provider keys, tokens, the gateway's own signing key. AES-256-GCM, a fresh nonce
 * for each text unless it is asked for alike, bound to the place it is kept in, so a ciphertext copied elsewhere does not open.
 */
@ApplicationScoped
public class SecretBox {

    /** Begins every sealed text; also the version of its form. */
    public static final String PREFIX = "sealed:v1:";

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeys keys;
    private volatile @Nullable SecretKey key;

    SecretBox() {
        this(new SecretKeys(Settings.ofThisProcess()));
    }

    SecretBox(SecretKeys keys) {
        this.keys = keys;
    }

    /**
     * For the start, so that a key that is damaged stops it and not the first who needs it.
     *
     * @throws IllegalStateException naming the file and what to do
     */
    void check() {
        keys.check();
    }

    /** @param place where the text will be kept; the same must be said to open it */
    public String seal(String text, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return seal(text, place, nonce);
    }

    /** The same text for the same place is sealed alike each time: what is shown again has to be known again. */
    public String sealAlike(String text, String place) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key());
            mac.update((place + '\0').getBytes(StandardCharsets.UTF_8));
            byte[] of = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return seal(text, place, Arrays.copyOf(of, NONCE_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC of SHA-256", e);
        }
    }

    private String seal(String text, String place, byte[] nonce) {
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, place);
            byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot encrypt with AES-GCM", e);
        }
    }

    /** @return empty when it was sealed with another key or for another place */
    public Optional<String> open(String sealed, String place) {
        if (!isSealed(sealed)) {
            return Optional.empty();
        }
        try {
            byte[] whole = Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length()));
            if (whole.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, NONCE_BYTES), place);
            byte[] text = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException otherKey) {
            return Optional.empty();
        }
    }

    static boolean isSealed(String text) {
        return text.startsWith(PREFIX);
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKey key() {
        SecretKey current = key;
        if (current == null) {
            current = keys.key();
            key = current;
        }
        return current;
    }
}
