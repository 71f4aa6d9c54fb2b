package aigateway.manifest.document;

/**
 * Why a manifest is refused, written for the operator.
 *
 * @param document position of the document in what was applied, from 0; {@link #ELSEWHERE} for a stored manifest that
 *     the change would break
 * @param path the field, {@code rules[0].limit_to}; empty for the document as a whole
 */
public record Problem(int document, String path, String message) {

    public static final int ELSEWHERE = -1;

    /** Document and field, as the operator reads them; empty for the whole of a stored manifest. */
    public String place() {
        String place = document == ELSEWHERE ? "" : "document " + (document + 1) + ": ";
        return place + (path.isEmpty() ? "" : path + ": ");
    }

    @Override
    public String toString() {
        return place() + message;
    }
}
