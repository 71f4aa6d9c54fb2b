package aigateway.web.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RequestBytesTest {

    private static final int MEBIBYTE = 1 << 20;

    private final IngestRoom room = new IngestRoom(2, 3L * RequestBytes.LIMIT);

    @Test
    void compressedAndPlainAreTheSame() throws IOException {
        byte[] plain = "spans".getBytes();
        assertThat(read(plain, null)).isEqualTo(plain);
        assertThat(read(plain, "identity")).isEqualTo(plain);
        assertThat(read(gzip(plain, 1), " GZIP")).isEqualTo(plain);
    }

    @Test
    void aBombIsReadNoFurtherThanTheLimit() throws IOException {
        byte[] bomb = gzip(new byte[MEBIBYTE], 1_000);
        assertThat(bomb.length).isLessThan(2 * MEBIBYTE);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> read(bomb, "gzip"))
                .satisfies(refused -> assertThat(refused.reason().status()).isEqualTo(413));
    }

    @Test
    void moreThanTheLimitIsReadNoFurther() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 1;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                Arrays.fill(to, offset, offset + length, (byte) 1);
                return length;
            }
        };
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> RequestBytes.read(endless, null, room.enter()))
                .satisfies(refused -> assertThat(refused.reason().status()).isEqualTo(413));
    }

    @Test
    void whatIsNotWhatItSaysIsRefused() throws IOException {
        byte[] zipped = gzip("spans".getBytes(), 1);
        assertStatus(400, "spans".getBytes(), "gzip");
        assertStatus(400, Arrays.copyOf(zipped, zipped.length - 6), "gzip");
        assertStatus(400, new byte[0], "gzip");
        assertStatus(415, zipped, "br");
    }

    @Test
    void whoeverFindsNoRoomIsToComeAgain() {
        IngestRoom.Place first = room.enter();
        IngestRoom.Place second = room.enter();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(room::enter)
                .satisfies(refused -> {
                    assertThat(refused.reason().status()).isEqualTo(429);
                    assertThat(refused.reason().pause()).isPositive();
                });
        first.take(RequestBytes.LIMIT - 10);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> second.take(11))
                .satisfies(refused -> assertThat(refused.reason().status()).isEqualTo(429));
        first.close();
        second.take(RequestBytes.LIMIT);
        second.close();
        try (IngestRoom.Place again = room.enter()) {
            again.take(RequestBytes.LIMIT);
        }
    }

    private void assertStatus(int status, byte[] body, String coding) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> read(body, coding))
                .satisfies(refused -> assertThat(refused.reason().status()).isEqualTo(status));
    }

    private byte[] read(byte[] body, @org.jspecify.annotations.Nullable String coding) {
        try (IngestRoom.Place place = room.enter()) {
            return RequestBytes.read(new ByteArrayInputStream(body), coding, place);
        }
    }

    private static byte[] gzip(byte[] plain, int times) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                out.write(plain);
            }
        }
        return bytes.toByteArray();
    }
}
