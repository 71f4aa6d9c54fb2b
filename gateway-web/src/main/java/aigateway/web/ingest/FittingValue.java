package aigateway.web.ingest;

import aigateway.web.telemetry.ContentRules;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;

/**
 * The value of an attribute as it may pass. What is said in a list, or in lists of lists, is said: newer
 * instrumentation tells whole conversations that way. So are bytes that are text, whatever their sender calls them.
 */
final class FittingValue {

    /** Of protobuf's own bytes around a text. */
    private static final int AROUND = 8;

    private final ContentRules rules;
    private int left;

    private FittingValue(ContentRules rules) {
        this.rules = rules;
        this.left = rules.limit();
    }

    /** With something to take out every text is looked at. */
    static boolean mustChange(AnyValue value, ContentRules rules) {
        boolean large = value.getSerializedSize() > rules.limit() + AROUND;
        return switch (value.getValueCase()) {
            case STRING_VALUE, BYTES_VALUE -> large || !rules.redaction().isNone();
            case ARRAY_VALUE -> large
                    || value.getArrayValue().getValuesList().stream().anyMatch(each -> mustChange(each, rules));
            case KVLIST_VALUE -> large
                    || value.getKvlistValue().getValuesList().stream()
                            .anyMatch(each -> mustChange(each.getValue(), rules));
            default -> false;
        };
    }

    /** Texts without what is to be taken out, and no more of them than may pass. */
    static AnyValue of(AnyValue value, ContentRules rules) {
        return new FittingValue(rules).fitted(value);
    }

    private AnyValue fitted(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> text(said(value.getStringValueBytes()));
            case BYTES_VALUE -> bytes(value);
            case ARRAY_VALUE -> array(value.getArrayValue());
            case KVLIST_VALUE -> members(value.getKvlistValue());
            default -> value;
        };
    }

    /** As much as there is still room for, and not the whole limit once more. */
    private ByteString said(ByteString utf8) {
        ContentRules here = new ContentRules(Math.max(0, Math.min(left, rules.limit())), rules.redaction());
        ByteString said = UnsafeByteOperations.unsafeWrap(here.apply(utf8.toByteArray()));
        left -= said.size();
        return said;
    }

    private static AnyValue text(ByteString utf8) {
        return AnyValue.newBuilder().setStringValueBytes(utf8).build();
    }

    /** Half a picture is none: what is no text passes whole or not at all. */
    private AnyValue bytes(AnyValue value) {
        ByteString bytes = value.getBytesValue();
        if (bytes.isValidUtf8()) {
            return AnyValue.newBuilder().setBytesValue(said(bytes)).build();
        } else if (bytes.size() > left) {
            ByteString mark = ByteString.copyFromUtf8("… [cut: 0 of " + bytes.size() + " bytes]");
            left -= mark.size();
            return text(mark);
        }
        left -= bytes.size();
        return value;
    }

    private AnyValue array(ArrayValue all) {
        ArrayValue.Builder kept = ArrayValue.newBuilder();
        for (AnyValue each : all.getValuesList()) {
            if (isFull()) {
                kept.addValues(mark(kept.getValuesCount(), all.getValuesCount()));
                break;
            }
            kept.addValues(fitted(each));
        }
        return AnyValue.newBuilder().setArrayValue(kept).build();
    }

    private AnyValue members(KeyValueList all) {
        KeyValueList.Builder kept = KeyValueList.newBuilder();
        for (KeyValue each : all.getValuesList()) {
            left -= each.getKeyBytes().size();
            if (isFull()) {
                kept.addValuesBuilder().setKey("…").setValue(mark(kept.getValuesCount(), all.getValuesCount()));
                break;
            }
            kept.addValues(each.toBuilder().setValue(fitted(each.getValue())));
        }
        return AnyValue.newBuilder().setKvlistValue(kept).build();
    }

    private boolean isFull() {
        left -= AROUND;
        return left <= 0;
    }

    private static AnyValue mark(int kept, int all) {
        return AnyValue.newBuilder()
                .setStringValue("… [cut: " + kept + " of " + all + " values]")
                .build();
    }
}
