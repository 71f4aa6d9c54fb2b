package aigateway.web.closing;

/** What whoever stops the process asks of the application first. */
public interface ClosingMBean {

    /** The name under which it is found. */
    String NAME = "ai-gateway:type=Closing";

    /** Returns when the process may end: as soon as nothing runs any more, and after a while at the latest. */
    void close();

    /** Requests that are not answered to their end. */
    int getRunning();
}
