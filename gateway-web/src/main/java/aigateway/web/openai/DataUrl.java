package aigateway.web.openai;

import java.util.Optional;

/** {@code data:image/png;base64,…} taken apart. */
public record DataUrl(String mediaType, String base64) {

    private static final String SCHEME = "data:";
    private static final String MARK = ";base64,";

    /** @return empty when it is another address */
    public static Optional<DataUrl> read(String address) {
        int mark = address.indexOf(MARK);
        return address.startsWith(SCHEME) && mark > 0
                ? Optional.of(
                        new DataUrl(address.substring(SCHEME.length(), mark), address.substring(mark + MARK.length())))
                : Optional.empty();
    }
}
