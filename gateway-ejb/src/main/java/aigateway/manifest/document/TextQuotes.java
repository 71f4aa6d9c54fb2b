package aigateway.manifest.document;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Quotes in YAML whatever would be read as something else than a text, asking who reads it: {@code 12e4567} is a number. */
public final class TextQuotes extends StringQuotingChecker.Default {

    private static final long serialVersionUID = 1L;

    private static final Resolver READER = new Resolver();

    @Override
    public boolean needToQuoteValue(String text) {
        return super.needToQuoteValue(text)
                || !READER.resolve(NodeId.scalar, text, true).equals(Tag.STR);
    }
}
