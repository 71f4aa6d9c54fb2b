package aigateway.web.anthropic;

import aigateway.web.openai.ToolCallId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of calls for vendors that do not take all that a conversation may bring along from others. */
public final class CallIds {

    /** What Anthropic's models take wherever they are asked: their letters, and the length that Bedrock allows. */
    public static final Pattern OF_CLAUDE = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private CallIds() {}

    /** The id, or one that stands for it: the same for the call and for its result, each time they are told. */
    public static String told(String id, Pattern taken) {
        String bare = ToolCallId.bare(id);
        return taken.matcher(bare).matches()
                ? bare
                : UUID.nameUUIDFromBytes(bare.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
