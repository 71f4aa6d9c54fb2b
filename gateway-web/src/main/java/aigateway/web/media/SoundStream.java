package aigateway.web.media;

import aigateway.call.Usage;
import aigateway.web.call.Failure;
import aigateway.web.json.Json;
import aigateway.web.openai.ChatRequest;

/** Speech on its way to whoever listens. */
final class SoundStream extends MediaStream {

    private static final byte[] NOTHING = new byte[0];

    private final ChatRequest request;

    SoundStream(ChatRequest request) {
        this.request = request;
    }

    @Override
    public byte[] read(byte[] came) {
        bytes += came.length;
        return came;
    }

    @Override
    public byte[] rest() {
        return NOTHING;
    }

    /** There are no words for it in sound. */
    @Override
    public byte[] failed(Failure failure) {
        return NOTHING;
    }

    @Override
    public boolean isComplete() {
        return bytes > 0;
    }

    /** Nothing may be put into a sound. */
    @Override
    public boolean isInsideEvent() {
        return true;
    }

    @Override
    public Usage usage() {
        return AskedUnits.estimate(request);
    }

    @Override
    public byte[] told() {
        return Json.bytes(Json.emptyObject().put("bytes", bytes));
    }
}
