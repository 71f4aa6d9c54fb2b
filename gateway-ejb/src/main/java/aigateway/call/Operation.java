package aigateway.call;

/** What a model is asked to do: the {@code gen_ai.operation.name} and the span's type. */
public enum Operation {
    CHAT("chat", "ChatCompletion", "chatCompletions", "chat"),
    RESPONSE("chat", "CreateModelResponse", "createModelResponse", "chat"),
    COMPLETION("text_completion", "Completion", "completions", "chat"),
    EMBEDDING("embeddings", "Embedding", "embeddings", "embedding");

    private final String genAiName;
    private final String spanType;
    private final String spanName;
    private final String modelType;

    Operation(String genAiName, String spanType, String spanName, String modelType) {
        this.genAiName = genAiName;
        this.spanType = spanType;
        this.spanName = spanName;
        this.modelType = modelType;
    }

    public String genAiName() {
        return genAiName;
    }

    public String spanType() {
        return spanType;
    }

    /** What the root of its trace is called. */
    public String spanName() {
        return spanName;
    }

    /** What a model's {@code model_types} must hold. */
    public String modelType() {
        return modelType;
    }
}
