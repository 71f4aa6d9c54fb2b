package aigateway.web.openai;

import aigateway.call.Usage;
import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the chunks of a stream add up to: the answer as it would have been without streaming, as far as its text is kept.
 */
public final class ChatStreamContent {

    public enum Kind {
        CHOICES,
        USAGE,
        ERROR,
        OTHER
    }

    private final TreeMap<Integer, StreamedChoice> choices = new TreeMap<>();
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable Usage usage;
    private final KeptText kept;

    /** How many choices the vendor said of why it stopped. */
    private int finished;

    private boolean begun;
    private @Nullable ErrorBody error;

    /** Where the text of the last chunk begins in that of its choice; below 0 when it has none. */
    private int piece = -1;

    /** Whether the last chunk says anything beside a text. */
    private boolean more;

    public ChatStreamContent() {
        this(KeptText.MOST_CHARACTERS);
    }

    /** @param most characters of its text that are kept, about; all are counted */
    ChatStreamContent(int most) {
        kept = new KeptText(most);
    }

    /** The text of the last chunk, if it says nothing else and belongs to the first choice; null otherwise. */
    public @Nullable String onlyText() {
        StreamedChoice first = more || piece < 0 ? null : choices.get(0);
        return first == null || piece == first.text.length() ? null : first.text.substring(piece);
    }

    /** Takes a chunk; fails where it is no JSON. */
    public Kind add(byte[] json, int from, int length) throws IOException {
        piece = -1;
        more = false;
        boolean emptyChoices = false;
        boolean ownUsage = false;
        boolean anyChoice = false;
        try (JsonParser parser = Json.FACTORY.createParser(json, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Kind.OTHER;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "id" -> id = id == null ? text(parser) : id;
                    case "model" -> model = model == null ? text(parser) : model;
                    case "usage" -> {
                        Usage told = UsageReader.read(parser);
                        ownUsage = told != null;
                        usage = told == null || (usage != null && !told.isTold()) ? usage : told;
                        more |= ownUsage;
                    }
                    case "x_groq" -> addGroqs(parser);
                    case "error" -> addError(parser);
                    case "choices" -> {
                        if (value == JsonToken.START_ARRAY) {
                            anyChoice = addChoices(parser);
                            emptyChoices = !anyChoice;
                        } else {
                            parser.skipChildren();
                        }
                    }
                    default -> skip(parser);
                }
            }
        }
        if (error != null) {
            return Kind.ERROR;
        }
        return anyChoice ? Kind.CHOICES : emptyChoices && ownUsage ? Kind.USAGE : Kind.OTHER;
    }

    /** Groq's own field, in which its last chunk tells the usage whether it was asked for or not. */
    private void addGroqs(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        more = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isUsage = parser.currentName().equals("usage");
            parser.nextToken();
            if (isUsage && usage == null) {
                usage = UsageReader.read(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void addError(JsonParser parser) throws IOException {
        JsonToken value = parser.currentToken();
        if (value == JsonToken.VALUE_STRING || value == JsonToken.START_OBJECT) {
            error = ErrorBody.inStream(Json.tree(parser));
        } else {
            parser.skipChildren();
        }
    }

    private boolean addChoices(JsonParser parser) throws IOException {
        boolean any = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            more |= any;
            any = true;
            addChoice(parser);
        }
        return any;
    }

    private void addChoice(JsonParser parser) throws IOException {
        // The index comes first in every known stream; a choice without one is the only one.
        StreamedChoice choice = null;
        String reason = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                choice = choice(parser.getIntValue());
                more |= parser.getIntValue() != 0;
            } else if (field.equals("delta") && value == JsonToken.START_OBJECT) {
                choice = choice == null ? choice(0) : choice;
                addDelta(parser, choice);
            } else if (field.equals("text") && value == JsonToken.VALUE_STRING) {
                // A prompt that is completed, and not a chat.
                more = true;
                choice = choice == null ? choice(0) : choice;
                kept.append(choice.text, parser);
            } else if (field.equals("finish_reason") && value == JsonToken.VALUE_STRING) {
                reason = parser.getText();
                more = true;
            } else {
                skip(parser);
            }
        }
        if (reason != null) {
            finish(choice == null ? choice(0) : choice, reason);
        }
    }

    private void finish(StreamedChoice choice, String reason) {
        finished += choice.finishReason == null ? 1 : 0;
        choice.finishReason = reason;
    }

    private void addDelta(JsonParser parser, StreamedChoice choice) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("content") && value == JsonToken.VALUE_STRING) {
                piece = choice.text.length();
                kept.append(choice.text, parser);
            } else if (field.equals("tool_calls") && value == JsonToken.START_ARRAY) {
                choice.nextChunk();
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    begun = true;
                    more = true;
                    choice.addToolCall(parser, kept);
                }
            } else if (value == JsonToken.VALUE_STRING && !field.equals("role")) {
                choice.addOther(field, parser, kept);
                more |= parser.getTextLength() > 0;
            } else {
                begun |= value.isStructStart();
                skip(parser);
            }
        }
    }

    /** Passes over what is not understood here and may be elsewhere. */
    private void skip(JsonParser parser) throws IOException {
        more |= parser.currentToken().isStructStart();
        parser.skipChildren();
    }

    private StreamedChoice choice(int index) {
        return choices.computeIfAbsent(index, any -> new StreamedChoice());
    }

    private static @Nullable String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    /** Whether the vendor said of each choice that has come why it stopped: their pieces come in turn. */
    public boolean finished() {
        return finished > 0 && finished == choices.size();
    }

    /** Whether any text, tool call or refusal has come. */
    public boolean any() {
        return begun || kept.characters() > 0;
    }

    /** Whether anything has come that a client waits for: content, or the reason why there is none. */
    boolean hasBegun() {
        return any() || finished > 0;
    }

    /** What the vendor said went wrong; null while nothing did. */
    public @Nullable String error() {
        return error == null ? null : error.message();
    }

    /** The same with what the vendor called it. */
    @Nullable
    ErrorBody errorBody() {
        return error;
    }

    public @Nullable Usage usage() {
        return usage;
    }

    /** An estimate of the tokens that came, for a stream that was cut before it told its usage. */
    public long outputTokens() {
        return kept.tokens();
    }

    /** Bytes of memory it takes, about. */
    public int weight() {
        return (int) Math.min(kept.characters(), KeptText.MOST_CHARACTERS) * 2;
    }

    public ChatAnswer answer() {
        List<String> finishReasons = new ArrayList<>(1);
        for (StreamedChoice choice : choices.values()) {
            if (choice.finishReason != null) {
                finishReasons.add(choice.finishReason);
            }
        }
        return new ChatAnswer(id, model, finishReasons, usage);
    }

    /** The answer as one JSON object, in the shape of an answer that was not streamed. */
    public byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            if (id != null) {
                json.writeStringField("id", id);
            }
            json.writeStringField("object", "chat.completion");
            if (model != null) {
                json.writeStringField("model", model);
            }
            json.writeArrayFieldStart("choices");
            for (var entry : choices.entrySet()) {
                entry.getValue().write(json, entry.getKey());
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
