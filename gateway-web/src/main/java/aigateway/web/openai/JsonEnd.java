package aigateway.web.openai;

/** Follows JSON that comes in pieces to the end of its outermost object. Not thread-safe. */
public final class JsonEnd {

    private int depth;
    private boolean begun;
    private boolean inString;
    private boolean escaped;

    public void read(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            read(piece.charAt(i));
        }
    }

    private void read(char c) {
        if (escaped) {
            escaped = false;
        } else if (inString) {
            escaped = c == '\\';
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            begun = true;
            depth++;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }

    public boolean reached() {
        return begun && depth <= 0 && !inString;
    }
}
