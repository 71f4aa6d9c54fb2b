package aigateway.web.call;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;

/** A request whose answer comes later, from whichever thread has it. What ends it second is not heard. */
public interface Suspension {

    /**
     * All there is to say has been written to the response.
     *
     * @return false when it had ended already
     * @throws IllegalStateException of a client that has gone, the server may have ended the request
     */
    boolean end();

    /** The failure is the answer, in the client's dialect. */
    void fail(Throwable failure);

    /** Of a request that JAX-RS has suspended. */
    static Suspension of(HttpServletRequest http, AsyncResponse suspended) {
        RequestEnd.await(http, suspended);
        return new Suspension() {
            /** With a new object each time: JAX-RS changes the one it is given. */
            @Override
            public boolean end() {
                return suspended.resume(Response.noContent().build());
            }

            @Override
            public void fail(Throwable failure) {
                suspended.resume(failure);
            }
        };
    }
}
