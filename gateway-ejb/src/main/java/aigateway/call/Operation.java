package aigateway.call;

/** What a model is asked to do: the {@code gen_ai.operation.name} and the span's type. */
public enum Operation {
    CHAT("chat", "ChatCompletion");

    private final String genAiName;
    private final String spanType;

    Operation(String genAiName, String spanType) {
        this.genAiName = genAiName;
        this.spanType = spanType;
    }

    public String genAiName() {
        return genAiName;
    }

    public String spanType() {
        return spanType;
    }
}
