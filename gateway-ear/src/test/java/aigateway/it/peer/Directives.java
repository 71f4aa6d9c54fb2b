package aigateway.it.peer;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the upstream is to behave, written as words that begin with {@code @} in the last message of a request: {@code
 * "@status=429 @retry-after=2 hello"}.
 *
 * <table>
 * <caption>Words</caption>
 * <tr><td>{@code @latency=MS}</td><td>waits before it answers</td></tr>
 * <tr><td>{@code @status=N}</td><td>answers an error, with {@code @retry-after=S} when given</td></tr>
 * <tr><td>{@code @hang}</td><td>never answers</td></tr>
 * <tr><td>{@code @html}</td><td>answers a page in the place of JSON</td></tr>
 * <tr><td>{@code @empty=N}</td><td>answers with that status and no body</td></tr>
 * <tr><td>{@code @gzip=N}</td><td>answers N mebibytes of nothing, compressed to a thousandth, asked or not</td></tr>
 * <tr><td>{@code @in=N @out=N}</td><td>tokens it says it used</td></tr>
 * <tr><td>{@code @cached=N @written=N @thought=N}</td><td>how many of these a cache gave or took, or were reasoning</td></tr>
 * <tr><td>{@code @call}</td><td>calls a tool in the place of saying something; not in streams</td></tr>
 * <tr><td>{@code @in-turn}</td><td>a stream calls two tools and tells their arguments piece by piece in turn</td></tr>
 * <tr><td>{@code @one-index}</td><td>a stream calls two tools, both under the index 0</td></tr>
 * <tr><td>{@code @no-usage}</td><td>says nothing of the tokens it used</td></tr>
 * <tr><td>{@code @chunks=N @every=MS}</td><td>pieces of a stream and the pause between them; -1 never ends</td></tr>
 * <tr><td>{@code @cut=N}</td><td>breaks the connection after that many pieces, 0: after the head</td></tr>
 * <tr><td>{@code @line=N}</td><td>a whole answer, or one piece of a stream, holds that many characters</td></tr>
 * <tr><td>{@code @error-inside}</td><td>a stream says that it failed after two pieces</td></tr>
 * </table>
 */
record Directives(Map<String, String> words) {

    private static final Pattern WORD = Pattern.compile("@([a-z-]+)(?:=(-?\\d+))?");

    static Directives in(String text) {
        Map<String, String> words = new HashMap<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.put(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
        }
        return new Directives(words);
    }

    boolean has(String word) {
        return words.containsKey(word);
    }

    int number(String word, int otherwise) {
        String value = words.get(word);
        return value == null || value.isEmpty() ? otherwise : Integer.parseInt(value);
    }
}
