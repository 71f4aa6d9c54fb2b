package aigateway.manifest.type;

/** A credential in the clear. Its text never shows it; only {@link #value()} does. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "••••";
    }
}
