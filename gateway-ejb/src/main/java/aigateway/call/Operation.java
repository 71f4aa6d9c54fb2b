package aigateway.call;

/** What a model is asked to do: the {@code gen_ai.operation.name} and the span's type. */
public enum Operation {
    CHAT("chat", "ChatCompletion", "chatCompletions", "chat"),
    RESPONSE("chat", "CreateModelResponse", "createModelResponse", "chat"),
    COMPLETION("text_completion", "Completion", "completions", "chat"),
    EMBEDDING("embeddings", "Embedding", "embeddings", "embedding"),
    RERANK("rerank", "Rerank", "rerank", "rerank"),
    MODERATION("moderation", "Moderation", "moderations", "moderation"),
    IMAGE_GENERATION("image_generation", "ImageGeneration", "imageGenerations", "image"),
    IMAGE_EDIT("image_edit", "ImageEdit", "imageEdits", "image"),
    IMAGE_VARIATION("image_variation", "ImageVariation", "imageVariations", "image"),
    SPEECH("speech", "Speech", "audioSpeech", "text-to-speech"),
    TRANSCRIPTION("transcription", "Transcription", "audioTranscriptions", "speech-to-text"),
    TRANSLATION("translation", "Translation", "audioTranslations", "speech-to-text"),
    FILES("files", "File", "files", "file"),
    BATCHES("batches", "Batch", "batches", "batch"),
    FINE_TUNING("fine_tuning", "FineTuning", "fineTuning", "fine-tuning"),
    STORED_RESPONSE("responses", "StoredResponse", "storedResponses", "response"),
    PROXY("proxy", "Proxy", "proxy", "proxy");

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

    /** Whether the answer is a text, whose length a request may bound. */
    public boolean writes() {
        return switch (this) {
            case EMBEDDING,
                    RERANK,
                    MODERATION,
                    IMAGE_GENERATION,
                    IMAGE_EDIT,
                    IMAGE_VARIATION,
                    SPEECH,
                    TRANSCRIPTION,
                    TRANSLATION,
                    FILES,
                    BATCHES,
                    FINE_TUNING,
                    STORED_RESPONSE,
                    PROXY -> false;
            default -> true;
        };
    }
}
