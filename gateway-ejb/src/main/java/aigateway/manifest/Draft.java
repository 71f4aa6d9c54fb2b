package aigateway.manifest;

import aigateway.manifest.document.Documents;
import aigateway.manifest.document.ManifestTypes;
import aigateway.manifest.document.Problem;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A manifest on its way: the tree as it was written, with secrets in the clear or as references.
 *
 * @param document position in what is applied, {@link Problem#ELSEWHERE} for a stored one
 */
record Draft(int document, ManifestRow.Key key, String type, ObjectNode tree) {

    static Draft of(int document, ObjectNode tree) {
        String type = tree.path("type").asText();
        ManifestRow.Key key =
                new ManifestRow.Key(ManifestTypes.kind(type), tree.path("name").asText());
        return new Draft(document, key, type, tree);
    }

    /** Whether applying it would change nothing. */
    boolean saysTheSameAs(Draft other) {
        return Documents.areSame(tree, other.tree);
    }

    Draft with(ObjectNode newTree) {
        return new Draft(document, key, type, newTree);
    }
}
