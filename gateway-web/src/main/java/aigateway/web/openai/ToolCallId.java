package aigateway.web.openai;

import org.jspecify.annotations.Nullable;

/**
 * A tool call's id. Gemini signs its calls and refuses them without the signature when they come back; OpenAI has no field
 * for one, and clients return the id unchanged, so it travels there. Other vendors are told the id without it.
 */
public record ToolCallId(String text, @Nullable String signature) {

    static final String MARK = "__thought__";

    public static ToolCallId read(String id) {
        int mark = id.indexOf(MARK);
        return mark < 0
                ? new ToolCallId(id, null)
                : new ToolCallId(id.substring(0, mark), id.substring(mark + MARK.length()));
    }

    /** The id as a vendor is told it who signs nothing. */
    public static String bare(String id) {
        return read(id).text;
    }

    public String written() {
        return signature == null ? text : text + MARK + signature;
    }
}
