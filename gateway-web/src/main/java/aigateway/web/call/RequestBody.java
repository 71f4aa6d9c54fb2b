package aigateway.web.call;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a body whole, up to the limit. */
public final class RequestBody {

    /** Bytes; larger ones are refused. */
    public static final int LIMIT = 32 << 20;

    private RequestBody() {}

    /**
     * @param declaredLength of the {@code Content-Length}; negative when there was none
     * @throws GatewayException too large, or the client went away
     */
    public static byte[] read(InputStream in, long declaredLength) {
        if (declaredLength > LIMIT) {
            throw tooLarge();
        }
        try {
            if (declaredLength >= 0) {
                return in.readNBytes((int) declaredLength);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
            byte[] buffer = new byte[8192];
            int read;
            while ((read = in.read(buffer)) >= 0) {
                bytes.write(buffer, 0, read);
                if (bytes.size() > LIMIT) {
                    throw tooLarge();
                }
            }
            return bytes.toByteArray();
        } catch (IOException gone) {
            throw new GatewayException(
                    ErrorType.BAD_REQUEST,
                    "The request body could not be read to its end.",
                    null,
                    java.util.Map.of(),
                    gone);
        }
    }

    private static GatewayException tooLarge() {
        return new GatewayException(
                ErrorType.BODY_TOO_LARGE, "The request body is larger than " + (LIMIT >> 20) + " MiB.");
    }
}
