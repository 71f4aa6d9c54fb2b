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
 * What the chunks of a stream add up to: the answer as it would have been without streaming. Text past {@link
 * #MOST_CHARACTERS} is counted and not kept, so that a stream's memory does not grow with its length.
 */
public final class ChatStreamContent {

    enum Kind {
        CHOICES,
        USAGE,
        ERROR,
        OTHER
    }

    static final int MOST_CHARACTERS = 256 * 1024;

    private final TreeMap<Integer, StreamedChoice> choices = new TreeMap<>();
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable Usage usage;
    private long characters;
    private boolean finished;
    private boolean begun;
    private @Nullable String error;

    Kind add(byte[] json, int from, int length) throws IOException {
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
                        usage = told == null ? usage : told;
                    }
                    case "error" -> addError(parser);
                    case "choices" -> {
                        if (value == JsonToken.START_ARRAY) {
                            anyChoice = addChoices(parser);
                            emptyChoices = !anyChoice;
                        } else {
                            parser.skipChildren();
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
        }
        if (error != null) {
            return Kind.ERROR;
        }
        return anyChoice ? Kind.CHOICES : emptyChoices && ownUsage ? Kind.USAGE : Kind.OTHER;
    }

    private void addError(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            error = parser.getText();
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            error = "an error without a message";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean message = parser.currentName().equals("message");
                if (parser.nextToken() == JsonToken.VALUE_STRING && message) {
                    error = parser.getText();
                }
                parser.skipChildren();
            }
        }
    }

    private boolean addChoices(JsonParser parser) throws IOException {
        boolean any = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            any = true;
            addChoice(parser);
        }
        return any;
    }

    private void addChoice(JsonParser parser) throws IOException {
        // The index comes first in every known stream; a choice without one is the only one.
        StreamedChoice choice = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                choice = choice(parser.getIntValue());
            } else if (field.equals("delta") && value == JsonToken.START_OBJECT) {
                choice = choice == null ? choice(0) : choice;
                addDelta(parser, choice);
            } else if (field.equals("text") && value == JsonToken.VALUE_STRING) {
                // A prompt that is completed, and not a chat.
                choice = choice == null ? choice(0) : choice;
                append(choice.text, parser);
            } else if (field.equals("finish_reason") && value == JsonToken.VALUE_STRING) {
                choice = choice == null ? choice(0) : choice;
                choice.finishReason = parser.getText();
                finished = true;
            } else {
                parser.skipChildren();
            }
        }
    }

    private void addDelta(JsonParser parser, StreamedChoice choice) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("content") && value == JsonToken.VALUE_STRING) {
                append(choice.text, parser);
            } else if (field.equals("tool_calls") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    begun = true;
                    addToolCall(parser, choice);
                }
            } else if (value == JsonToken.VALUE_STRING && !field.equals("role")) {
                // Reasoning and refusals have many names; they count as output and are not part of the message.
                characters += parser.getTextLength();
            } else {
                begun |= value.isStructStart();
                parser.skipChildren();
            }
        }
    }

    private void addToolCall(JsonParser parser, StreamedChoice choice) throws IOException {
        StreamedChoice.ToolCall call = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                call = choice.toolCall(parser.getIntValue());
            } else if (field.equals("id") && value == JsonToken.VALUE_STRING) {
                call = call == null ? choice.toolCall(0) : call;
                call.id = parser.getText();
            } else if (field.equals("function") && value == JsonToken.START_OBJECT) {
                call = call == null ? choice.toolCall(0) : call;
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String part = parser.currentName();
                    if (parser.nextToken() == JsonToken.VALUE_STRING) {
                        if (part.equals("name")) {
                            call.name = parser.getText();
                        } else if (part.equals("arguments")) {
                            append(call.arguments, parser);
                        }
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private StreamedChoice choice(int index) {
        return choices.computeIfAbsent(index, any -> new StreamedChoice());
    }

    private void append(StringBuilder text, JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (characters < MOST_CHARACTERS) {
            text.append(parser.getTextCharacters(), parser.getTextOffset(), length);
        }
        characters += length;
    }

    private static @Nullable String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    boolean finished() {
        return finished;
    }

    boolean any() {
        return begun || characters > 0;
    }

    /** Whether anything has come that a client waits for: content, or the reason why there is none. */
    boolean hasBegun() {
        return any() || finished;
    }

    /** What the vendor said went wrong; null while nothing did. */
    @Nullable
    String error() {
        return error;
    }

    @Nullable
    Usage usage() {
        return usage;
    }

    /** An estimate of the tokens that came, for a stream that was cut before it told its usage. */
    public long outputTokens() {
        return characters == 0 ? 0 : characters / 4 + 1;
    }

    /** Bytes of memory it takes, about. */
    public int weight() {
        return (int) Math.min(characters, MOST_CHARACTERS) * 2;
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
