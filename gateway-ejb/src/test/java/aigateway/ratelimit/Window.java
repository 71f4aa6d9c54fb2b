package aigateway.ratelimit;

/** What the real and the naive window have in common. */
interface Window {

    SlidingWindow.Taking take(long amount, long limit);

    void correct(long slot, long difference);

    long used();

    static Window real(SlidingWindow window) {
        return new Window() {
            @Override
            public SlidingWindow.Taking take(long amount, long limit) {
                return window.take(amount, limit);
            }

            @Override
            public void correct(long slot, long difference) {
                window.correct(slot, difference);
            }

            @Override
            public long used() {
                return window.level().used();
            }
        };
    }
}
