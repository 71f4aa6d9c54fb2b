package aigateway.identity;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** A public key or a certificate as PEM. The JOSE library would want a whole cryptography provider for this. */
final class PemKey {

    private PemKey() {}

    static boolean isPem(String text) {
        return text.contains("-----BEGIN");
    }

    /** @throws GeneralSecurityException when it is neither an RSA nor an elliptic curve key */
    static JWK parse(String pem) throws GeneralSecurityException {
        PublicKey key = pem.contains("BEGIN CERTIFICATE") ? certified(pem) : plain(pem);
        if (key instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa).build();
        }
        if (key instanceof ECPublicKey elliptic) {
            return new ECKey.Builder(Curve.forECParameterSpec(elliptic.getParams()), elliptic).build();
        }
        throw new InvalidKeySpecException("neither an RSA nor an elliptic curve key");
    }

    private static PublicKey certified(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .getPublicKey();
    }

    private static PublicKey plain(String pem) throws GeneralSecurityException {
        X509EncodedKeySpec spec;
        try {
            spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", "")));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("not PEM", e);
        }
        try {
            return KeyFactory.getInstance("RSA").generatePublic(spec);
        } catch (InvalidKeySpecException notRsa) {
            return KeyFactory.getInstance("EC").generatePublic(spec);
        }
    }
}
