package aigateway.web.provider.http;

import java.nio.channels.CancelledKeyException;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.IOSession;

/**
 * What a connection's selector is to look out for. Each change that it is told wakes it, so that those of one event are told
 * together at its end, and none that leaves things as they are. Guarded by the connection's lock.
 */
final class Interest {

    private final IOSession session;
    private boolean collecting;
    private int before;
    private int wanted;

    Interest(IOSession session) {
        this.session = session;
    }

    /** From here on nothing is told. */
    void collect() {
        session.getLock().lock();
        try {
            collecting = true;
            before = mask();
            wanted = before;
        } finally {
            session.getLock().unlock();
        }
    }

    /** Tells what has changed since {@link #collect}, and no more: a layer of TLS above the connection tells it, too. */
    void tell() {
        session.getLock().lock();
        try {
            collecting = false;
            change(wanted & ~before, before & ~wanted);
        } catch (CancelledKeyException closed) {
            // Nobody looks out for anything any more.
        } finally {
            session.getLock().unlock();
        }
    }

    /** Whether to write has come to be wanted, where the connection did not wait for the other side before. */
    boolean hasMoreToWrite() {
        session.getLock().lock();
        try {
            return (wanted & ~before & EventMask.WRITE) != 0;
        } finally {
            session.getLock().unlock();
        }
    }

    int events() {
        session.getLock().lock();
        try {
            return collecting ? wanted : session.getEventMask();
        } finally {
            session.getLock().unlock();
        }
    }

    /** At the end of the event, or at once when there is none. */
    void change(int added, int removed) {
        session.getLock().lock();
        try {
            if (collecting) {
                wanted = wanted & ~removed | added;
                return;
            }
            int now = mask();
            boolean more = (added & ~now) != 0;
            boolean less = (removed & now) != 0;
            if (more && less) {
                session.setEventMask(now & ~removed | added);
            } else if (more) {
                session.setEvent(added);
            } else if (less) {
                session.clearEvent(removed);
            }
        } finally {
            session.getLock().unlock();
        }
    }

    private int mask() {
        try {
            return session.getEventMask();
        } catch (CancelledKeyException closed) {
            return 0;
        }
    }
}
