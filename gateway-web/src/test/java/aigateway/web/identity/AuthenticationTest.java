package aigateway.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aigateway.call.ErrorType;
import aigateway.call.GatewayException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {

    private final MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"x-api-key", "x-goog-api-key", "api-key", "x-tfy-api-key"})
    void aKeyMayComeInAnyOfTheHeaders(String name) {
        headers.add(name, " agw_one ");

        assertThat(RequestKey.of(headers::get)).isEqualTo("agw_one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer agw_one", "bearer agw_one", "BEARER   agw_one "})
    void aBearerTokenIsAKey(String value) {
        headers.add("Authorization", value);

        assertThat(RequestKey.of(headers::get)).isEqualTo("agw_one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "agw_one", "Bearer", "Bearer ", "\"", "Bearer\tx"})
    void whatIsNoBearerTokenIsNoKey(String value) {
        headers.add("Authorization", value);

        assertThat(RequestKey.of(headers::get)).isNull();
    }

    @Test
    void theSameKeyTwiceIsOneKey() {
        headers.add("Authorization", "Bearer agw_one");
        headers.add("x-api-key", "agw_one");

        assertThat(RequestKey.of(headers::get)).isEqualTo("agw_one");
    }

    @Test
    void twoKeysThatDifferAreAMistakeThatShowsNeither() {
        headers.add("Authorization", "Bearer canary-one");
        headers.add("x-goog-api-key", "canary-two");

        assertThatThrownBy(() -> RequestKey.of(headers::get))
                .isInstanceOfSatisfying(GatewayException.class, failure -> assertThat(failure.type())
                        .isEqualTo(ErrorType.BAD_REQUEST))
                .hasMessageNotContaining("canary");
    }

    @Test
    void twoAuthorizationsThatDifferAreAMistakeToo() {
        headers.add("Authorization", "Bearer one");
        headers.add("Authorization", "Bearer two");

        assertThatThrownBy(() -> RequestKey.of(headers::get)).isInstanceOf(GatewayException.class);
    }

    @Test
    void everyFailureToAuthenticateIsTheSame() {
        GatewayException failure = Authentication.unauthenticated();

        assertThat(failure.type()).isEqualTo(ErrorType.UNAUTHENTICATED);
        assertThat(failure.headers()).containsKey("WWW-Authenticate");
    }
}
