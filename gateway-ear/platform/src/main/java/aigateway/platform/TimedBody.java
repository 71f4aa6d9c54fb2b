package aigateway.platform;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;

/** A request whose body has to come within a time, however little comes at once. */
final class TimedBody extends HttpServletRequestWrapper {

    private final long deadline;

    TimedBody(HttpServletRequest request, Duration patience) {
        super(request);
        deadline = System.nanoTime() + patience.toNanos();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream in = super.getInputStream();
        return new ServletInputStream() {

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                // Of a body in chunks much can come that is none of it, and a server reads on and on for the next byte.
                Alarm alarm = Alarm.after(Duration.ofNanos(deadline - System.nanoTime()));
                try {
                    int read = in.read(bytes, from, length);
                    inTime();
                    return read;
                } finally {
                    alarm.close();
                }
            }

            @Override
            public int available() throws IOException {
                return in.available();
            }

            @Override
            public boolean isFinished() {
                return in.isFinished();
            }

            @Override
            public boolean isReady() {
                return in.isReady();
            }

            @Override
            public void setReadListener(ReadListener listener) {
                in.setReadListener(listener);
            }
        };
    }

    private void inTime() throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new IOException("the body came too slowly");
        }
    }
}
