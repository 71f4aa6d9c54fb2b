package aigateway.web.provider.vendor;

import aigateway.call.Operation;
import aigateway.web.gemini.GoogleError;
import aigateway.web.gemini.GoogleImages;
import aigateway.web.gemini.GoogleSpeech;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is the same of Google's models, wherever Google offers them. */
abstract class GoogleModels extends ForeignProvider {

    static String callId() {
        return "call_" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    }

    /** Pictures by Imagen are predictions, and those by Gemini an answer like any other. */
    static boolean isPredicted(String model, Operation operation) {
        return operation == Operation.IMAGE_GENERATION && GoogleImages.isImagen(model);
    }

    @Override
    @Nullable
    Service service(Operation operation) {
        return switch (operation) {
            case IMAGE_GENERATION -> new Service(GoogleImages::request, this::pictures);
            case IMAGE_EDIT -> new Service(GoogleImages::edit, this::pictures);
            case SPEECH -> new Service(GoogleSpeech::request, GoogleSpeech::answer, GoogleSpeech::type);
            default -> null;
        };
    }

    private byte[] pictures(ObjectNode asked, byte[] body) {
        return GoogleImages.answer(body, clock.instant().getEpochSecond());
    }

    @Override
    byte[] error(byte[] body, Map<String, String> headers) {
        return GoogleError.toOpenAi(body);
    }
}
