package aigateway.web.telemetry;

/** Who is told of traces that have ended. Called on a request's thread: it must not wait. */
interface TraceSink {

    TraceSink NOBODY = new TraceSink() {
        @Override
        public void publish(CallTrace trace) {}

        @Override
        public void late() {}
    };

    void publish(CallTrace trace);

    /** A span began after its root had ended; it is in no trace. */
    void late();
}
