package aigateway.web.chat;

import aigateway.call.ErrorType;
import aigateway.web.call.Dialect;
import aigateway.web.call.Failure;
import aigateway.web.provider.UpstreamFailure;
import aigateway.web.response.ResponseStream;

/** What is all there already goes to the client at once: nobody has to be told how much of it was taken. */
final class WholeAnswer {

    private static final ResponseStream.Producer NOBODY = new ResponseStream.Producer() {
        @Override
        public void taken(int bytes) {}

        @Override
        public void gone() {}
    };

    private WholeAnswer() {}

    static void send(ResponseStream out, int status, byte[] body) {
        send(out, status, "application/json", body);
    }

    static void send(ResponseStream out, int status, String contentType, byte[] body) {
        var response = out.response();
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(body.length);
        out.start(NOBODY);
        out.writeWhole(body);
    }

    static void refuse(ResponseStream out, Dialect dialect, UpstreamFailure failure) {
        Failure told = failure.told();
        if (!failure.pause().isZero()) {
            out.response().setHeader("Retry-After", Long.toString(Refusals.seconds(failure.pause())));
        }
        send(out, told.status(), dialect.error(told));
    }

    /** A stream that is said at once, from its head on where that has not gone. */
    static void stream(ResponseStream out, byte[] events) {
        if (out.isStarted()) {
            sendEvents(out, events);
            return;
        }
        ChatRelay.head(out.response(), 200, ChatRelay.EVENTS);
        out.start(NOBODY);
        out.write(events);
        out.end();
    }

    /** The rest of a stream whose head has gone. */
    static void sendEvents(ResponseStream out, byte[] events) {
        out.handTo(NOBODY);
        out.write(events);
        out.end();
    }

    /**
     * The gateway failed: a status where nothing has been said, an event in a stream; anything else is cut short. Also where
     * there are no words for it, for a client that waits on is told nothing at all.
     */
    static void fail(ResponseStream out, ChatCall call, String message) {
        boolean said = false;
        try {
            Failure failure = Failure.of(ErrorType.INTERNAL, message);
            if (!out.isStarted()) {
                send(out, failure.status(), call.client().dialect().error(failure));
                said = true;
            } else if (call.request().stream()) {
                sendEvents(out, call.client().stream(call.request()).failed(failure));
                said = true;
            }
        } finally {
            if (!said) {
                endWordless(out);
            }
        }
    }

    private static void endWordless(ResponseStream out) {
        boolean said = false;
        try {
            if (!out.isStarted()) {
                send(out, ErrorType.INTERNAL.status(), new byte[0]);
                said = true;
            }
        } finally {
            if (!said) {
                out.cutOff();
            }
        }
    }
}
