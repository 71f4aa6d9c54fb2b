package aigateway.otlp.backend;

import aigateway.manifest.type.OtelConfig.Exporter;
import aigateway.manifest.type.Secret;
import aigateway.outbound.Credentials;
import java.util.Collection;

/**
 * A backend's words as they are logged, kept and shown: in one line, not too long, and without what was sent to it in
 * confidence.
 */
final class Wording {

    private static final int LONGEST = 300;

    private final Collection<String> sent;

    Wording(Exporter exporter) {
        sent = exporter.headers().values().stream().map(Secret::value).toList();
    }

    String of(String said) {
        // Cut last: a part of a credential would not be known for one.
        String clean =
                Credentials.removed(said.replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), sent);
        return clean.substring(0, Math.min(clean.length(), LONGEST));
    }

    /** To be put after what is known without the backend's words; nothing for none. */
    String after(String said) {
        String words = of(said);
        return words.isEmpty() ? "" : ": " + words;
    }

    Answer.Accepted of(Answer.Accepted answer) {
        return answer.message().isEmpty() ? answer : new Answer.Accepted(answer.rejected(), of(answer.message()));
    }
}
