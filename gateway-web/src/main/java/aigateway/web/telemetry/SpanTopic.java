package aigateway.web.telemetry;

import jakarta.jms.JMSException;

/** Where messages of spans go, and those of metrics. */
interface SpanTopic extends AutoCloseable {

    /**
     * Does not wait for the broker, which passes nothing on before {@link #commit}.
     *
     * @param foreign an application sent it; the gateway's own figures are not made of it
     */
    void send(byte[] exportTraceServiceRequest, boolean foreign) throws JMSException;

    /** Returns when all that was sent is safe with the broker. After a failure, here or before, all of it may be sent again. */
    void commit() throws JMSException;

    /** Returns when the message is safe in one exporter's queue. What failed may be sent again. */
    void sendTo(String exporter, byte[] request) throws JMSException;

    /** Lets a connection go that is in doubt; the next message opens another. */
    @Override
    void close();
}
