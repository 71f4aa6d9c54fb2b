package aigateway.web.provider;

import java.io.IOException;

/** A vendor began to answer and did not come to an end that its protocol knows. */
final class BrokenAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenAnswerException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
