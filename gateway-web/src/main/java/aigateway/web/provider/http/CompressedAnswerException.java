package aigateway.web.provider.http;

import java.io.IOException;

/** A vendor compressed its answer, though every request asks for it as it is. */
public final class CompressedAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 40;

    private final String what;

    CompressedAnswerException(String encoding) {
        this.what = "answered compressed (" + encoding.substring(0, Math.min(encoding.length(), LONGEST))
                + "), which was not asked for and is not unpacked.";
    }

    @Override
    public String getMessage() {
        return what;
    }
}
