package aigateway.web.chat;

import aigateway.web.response.ResponseStream;

/**
 * A stream before its first word. When nobody has said one for a while, the client is given the head of its answer and
 * from then on signs of life, so that nothing in between takes the connection for dead; targets are tried on meanwhile, since
 * nothing has been said that could not be said by another.
 */
final class SilentStart implements KeepAlive.Quiet, ResponseStream.Producer {

    /**
     * Once it has begun it goes on at a quicker pace: that the client has gone is only noticed by what is written to it, and
     * not by the first of it, and meanwhile a model is paid for.
     */
    private static final int SOONER = 4;

    private final ResponseStream out;
    private final byte[] signOfLife;
    private final Runnable head;
    private final Runnable abandonment;

    // Guarded by this. What is written meanwhile is handed over and never waited for.
    private long lastSign = System.nanoTime();
    private boolean over;

    /**
     * @param signOfLife what is written while nothing is said
     * @param head sets status and headers, as far as they are known by then
     * @param abandonment what follows when the client has gone
     */
    SilentStart(ResponseStream out, byte[] signOfLife, Runnable head, Runnable abandonment) {
        this.out = out;
        this.signOfLife = signOfLife;
        this.head = head;
        this.abandonment = abandonment;
    }

    @Override
    public synchronized void keepAlive(long silenceNanos) {
        if (over || System.nanoTime() - lastSign < (out.isStarted() ? silenceNanos / SOONER : silenceNanos)) {
            return;
        }
        lastSign = System.nanoTime();
        if (!out.isStarted()) {
            head.run();
            out.start(this);
        }
        if (out.isIdle()) {
            out.write(signOfLife);
        }
    }

    /**
     * An answer has come, or a failure: nothing more is said from here.
     *
     * @return whether the head of the answer has gone to the client
     */
    synchronized boolean end() {
        over = true;
        return out.isStarted();
    }

    @Override
    public void taken(int bytes) {}

    @Override
    public void gone() {
        abandonment.run();
    }
}
