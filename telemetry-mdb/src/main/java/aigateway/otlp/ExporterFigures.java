package aigateway.otlp;

import aigateway.delivery.DeliveryCount;
import java.time.Instant;

/** How one exporter has fared on this node: since its start, and since somebody last took the news. */
final class ExporterFigures {

    private long delivered;
    private long rejected;
    private long failedAttempts;
    private long deadLetters;
    private DeliveryCount news = DeliveryCount.NONE;

    synchronized void delivered(long spans, long rejectedOfThem, String message) {
        delivered += spans - rejectedOfThem;
        rejected += rejectedOfThem;
        Instant now = Instant.now();
        boolean told = !message.isEmpty();
        news = news.plus(new DeliveryCount(
                spans - rejectedOfThem, 0, rejectedOfThem, now, told ? message : null, told ? now : null));
    }

    synchronized void failed(String reason) {
        failedAttempts++;
        news = news.plus(new DeliveryCount(0, 1, 0, null, reason, Instant.now()));
    }

    synchronized void gaveUp(String reason) {
        deadLetters++;
        news = news.plus(new DeliveryCount(0, 0, 0, null, reason, Instant.now()));
    }

    synchronized DeliveryCount take() {
        DeliveryCount taken = news;
        news = DeliveryCount.NONE;
        return taken;
    }

    synchronized void putBack(DeliveryCount taken) {
        news = taken.plus(news);
    }

    synchronized long delivered() {
        return delivered;
    }

    synchronized long rejected() {
        return rejected;
    }

    synchronized long failedAttempts() {
        return failedAttempts;
    }

    synchronized long deadLetters() {
        return deadLetters;
    }
}
