package aigateway.web.telemetry;

import jakarta.jms.JMSException;

/** Where messages of spans go. */
interface SpanTopic extends AutoCloseable {

    /** Returns when the message is safe with the broker. What failed may be sent again. */
    void send(byte[] exportTraceServiceRequest) throws JMSException;

    /** Lets a connection go that is in doubt; the next message opens another. */
    @Override
    void close();
}
