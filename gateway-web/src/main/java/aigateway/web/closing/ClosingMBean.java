package aigateway.web.closing;

/** What whoever stops the process asks of the application first. */
public interface ClosingMBean {

    /** The name under which it is found. */
    String NAME = "ai-gateway:type=Closing";

    /** Returns when the application may end: as soon as nothing runs any more, and after a while at the latest. */
    void close();

    /** The same for a process that ends with it: nothing that comes to its listeners afterwards reaches any application. */
    void closeForGood();

    /** Requests that are not answered to their end. */
    int getRunning();
}
