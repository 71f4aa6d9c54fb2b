package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console's session over TLS that a proxy ends, and over plain HTTP. */
interface ConsoleSessionTests {

    String SCHEME = "X-Forwarded-Proto";
    Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");
    Pattern VIEW_STATE = Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]* value=\"([^\"]+)\"");

    record User(String name, String password) {}

    Installation on();

    @Test
    default void behindTlsEveryCookieOfTheSessionIsForTlsAlone() {
        HttpResponse<String> page = signInPage(SCHEME, "https");
        HttpResponse<String> signedIn = signIn(page, SCHEME, "https");

        assertThat(attributes(page)).contains("; secure", "; httponly", "; samesite=lax");
        assertThat(attributes(signedIn)).contains("; secure", "; httponly", "; samesite=lax");
        assertThat(value(signedIn)).isNotEqualTo(value(page));
        assertThat(page.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        HttpResponse<String> models = on().client().get("admin/models", "", SCHEME, "https", "Cookie", value(signedIn));
        assertThat(models.statusCode()).isEqualTo(200);
        assertThat(models.body()).contains("id=\"session:signOut\"");
    }

    @Test
    default void behindTlsRedirectsStayOnTls() {
        signInPage();
        HttpResponse<String> asked = on().client().get("admin/models", "", SCHEME, "https");

        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(location(asked)).endsWith("/admin/sign-in?to=%2Fmodels").doesNotStartWith("http:");
        assertThat(location(on().client().get("admin", "", SCHEME, "https"))).doesNotStartWith("http:");
    }

    @Test
    default void plainHttpOnLocalhostSignsInAsWell() {
        HttpResponse<String> page = signInPage();
        HttpResponse<String> signedIn = signIn(page);

        assertThat(attributes(page)).contains("; httponly", "; samesite=lax").doesNotContain("; secure");
        assertThat(attributes(signedIn))
                .contains("; httponly", "; samesite=lax")
                .doesNotContain("; secure");
        assertThat(page.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(location(on().client().get("admin/models", ""))).doesNotStartWith("https:");
        assertThat(on().client()
                        .get("admin/models", "", "Cookie", value(signedIn))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    default void formOfAPageThatNobodyKnowsLeadsToThePageThatSaysSo() {
        signInPage();
        HttpResponse<String> answer = on().client()
                .post(
                        "admin/sign-in",
                        "",
                        "signIn=signIn&signIn%3Asubmit=&jakarta.faces.ViewState=1%3A2",
                        "Content-Type",
                        "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        assertThat(location(answer)).endsWith("/admin/expired");
        HttpResponse<String> page = on().client().get("admin/expired", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("This page was open too long");
    }

    @Test
    default void formThatComesWithoutItsScriptsLeadsToThePageThatSaysSo() {
        HttpResponse<String> page = signInPage();
        HttpResponse<String> answer = on().client()
                .post(
                        "admin/sign-in",
                        "",
                        "signIn=signIn&signIn%3Aname=" + Installation.ADMIN + "&signIn%3Apassword="
                                + Installation.ADMIN_PASSWORD + "&signIn%3Asubmit=&jakarta.faces.ViewState="
                                + URLEncoder.encode(viewState(page), StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Cookie",
                        value(page));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        assertThat(location(answer)).endsWith("/admin/javascript");
        assertThat(on().client().get("admin/javascript", "").body()).contains("The console needs JavaScript");
        assertThat(on().client().get("admin/models", "", "Cookie", value(page)).statusCode())
                .as("of somebody who is not signed in")
                .isNotEqualTo(200);
    }

    @Test
    default void guessesAtTheApiAreCountedAtTheConsoleToo() {
        List<HttpResponse<String>> page = new ArrayList<>();
        // Again where a slow machine took the two seconds that the first five failures cost: that signed in.
        Wait.until("the console refuses", () -> {
            page.add(0, signInPage());
            for (int guess = 0; guess < 5; guess++) {
                assertThat(on().client().login(Installation.ADMIN, "guessed").statusCode())
                        .isEqualTo(401);
            }
            return submit(page.get(0)).body().contains("too many attempts");
        });
        Wait.until("it was waited for", () -> submit(page.get(0)).statusCode() == 302);
    }

    @Test
    default void pageForAnErrorHasOnePolicyAsEveryOther() {
        HttpResponse<String> signedIn = signIn(signInPage());
        HttpResponse<String> page = on().client().get("admin/nothing-here", "", "Cookie", value(signedIn));

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("Nothing here");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .hasSize(1)
                .allSatisfy(policy -> {
                    assertThat(policy).contains("default-src 'self'", "frame-ancestors 'none'");
                    assertThat(policy.substring(policy.indexOf("script-src")))
                            .startsWith("script-src 'self' 'nonce-")
                            .doesNotContain("unsafe");
                });
    }

    @Test
    default void pageThatIsForOthersSaysSoAtItsOwnAddressAndTheServerWritesNothingDown() {
        HttpResponse<String> signedIn = submit(signInPage(), new User(Installation.ANN, Installation.ANN_PASSWORD));
        int logBefore = on().server().log().length();
        HttpResponse<String> page = on().client().get("admin/users", "", "Cookie", value(signedIn));

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("Not yours to see").doesNotContain(Installation.EVE);
        assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(on().server().log().substring(logBefore)).doesNotContain("NotAllowed");
    }

    /** The gateway answers before the console does. */
    private HttpResponse<String> signInPage(String... headers) {
        Wait.until(
                "the console is there",
                () -> on().client().get("admin/sign-in", "").statusCode() == 200);
        return on().client().get("admin/sign-in", "", headers);
    }

    private HttpResponse<String> signIn(HttpResponse<String> page, String... headers) {
        HttpResponse<String> answer = submit(page, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> submit(HttpResponse<String> page, String... headers) {
        return submit(page, new User(Installation.ADMIN, Installation.ADMIN_PASSWORD), headers);
    }

    /** Fills in the form and sends it as a browser does. */
    private HttpResponse<String> submit(HttpResponse<String> page, User user, String... headers) {
        Matcher nonce = NONCE.matcher(page.body());
        assertThat(nonce.find()).as("a form in " + page.body()).isTrue();
        String form =
                "signIn=signIn&signIn%3Aname=" + encoded(user.name()) + "&signIn%3Apassword=" + encoded(user.password())
                        + "&signIn%3Asubmit=&jakarta.faces.ViewState="
                        + encoded(viewState(page)) + "&primefaces.nonce=" + encoded(nonce.group(1));
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/x-www-form-urlencoded";
        all[2] = "Cookie";
        all[3] = value(page);
        return on().client().post("admin/sign-in", "", form, all);
    }

    private static String viewState(HttpResponse<String> page) {
        Matcher state = VIEW_STATE.matcher(page.body());
        assertThat(state.find()).as("a form in " + page.body()).isTrue();
        return state.group(1);
    }

    /** The last one counts. */
    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(it -> it.startsWith("CONSOLE="))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError("No session in " + answer.headers()));
    }

    /** Browsers do not mind how they are written, and servers write them in several ways. */
    private static String attributes(HttpResponse<String> answer) {
        return cookie(answer).toLowerCase(Locale.ROOT);
    }

    private static String value(HttpResponse<String> answer) {
        String cookie = cookie(answer);
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
