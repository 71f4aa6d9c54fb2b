package aigateway.web.provider.http;

import java.io.IOException;

/** A vendor began to answer and did not come to an end that its protocol knows. */
public final class BrokenAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    public BrokenAnswerException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
