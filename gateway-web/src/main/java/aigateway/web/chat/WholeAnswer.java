package aigateway.web.chat;

import aigateway.web.call.Dialect;
import aigateway.web.openai.ErrorBody;
import aigateway.web.provider.UpstreamFailure;
import aigateway.web.response.ResponseStream;
import java.util.Optional;

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

    /** The vendor's own type, parameter and code where it named them: applications look at them. */
    static void refuse(ResponseStream out, Dialect dialect, UpstreamFailure failure) {
        Optional<ErrorBody> vendors = Optional.ofNullable(failure.said());
        String type = failure.type().type();
        int status = failure.effectiveStatus();
        byte[] body = dialect.error(
                status,
                failure.getMessage(),
                vendors.map(ErrorBody::type).orElse(type),
                vendors.map(ErrorBody::param).orElse(null),
                vendors.map(ErrorBody::code).orElse(type));
        if (!failure.pause().isZero()) {
            out.response().setHeader("Retry-After", Long.toString(Refusals.seconds(failure.pause())));
        }
        send(out, status, body);
    }

    /** The rest of a stream whose head has gone. */
    static void sendEvents(ResponseStream out, byte[] events) {
        out.handTo(NOBODY);
        out.write(events);
        out.end();
    }
}
