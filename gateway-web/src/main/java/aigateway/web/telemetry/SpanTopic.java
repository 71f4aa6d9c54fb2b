package aigateway.web.telemetry;

import jakarta.jms.JMSException;

/** Where messages of spans go, and those of metrics. */
interface SpanTopic extends AutoCloseable {

    /**
     * Returns when the message is safe with the broker. What failed may be sent again.
     *
     * @param foreign an application sent it; the gateway's own figures are not made of it
     */
    void send(byte[] exportTraceServiceRequest, boolean foreign) throws JMSException;

    /** The same for one exporter's queue. */
    void sendTo(String exporter, byte[] request) throws JMSException;

    /** Lets a connection go that is in doubt; the next message opens another. */
    @Override
    void close();
}
