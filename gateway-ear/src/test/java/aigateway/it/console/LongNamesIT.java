package aigateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.Wait;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** Names may be as long as their owners like, and have no space: they take lines, and nobody's column. */
@EnabledIf(
        value = "aigateway.it.console.Chromium#isHere",
        disabledReason = "Install chromium and chromedriver: the console is not tried")
class LongNamesIT {

    private static final String USER = "wolfeschlegelsteinhausenbergerdorff".repeat(3) + "@example.com";
    private static final String TEAM = "payments-reconciliation-and-chargeback-handling-".repeat(2) + "emea";
    private static final String APPLICATION = "checkout_recommendations_personalisation_".repeat(3) + "v2";
    private static final String KEY = "application-key-with-a-long-name";
    private static final String ACCOUNT = "nowhere-near-the-data-centre-of-the-provider-of-".repeat(2) + "models";
    private static final String MODEL = "llama-3.1-405b-instruct-fp8-quantised-and-tuned-".repeat(2) + "final";
    private static final String MANIFESTS =
            """
            type: user
            name: %1$s
            display_name: %5$s
            ---
            type: user
            name: newcomer@example.com
            password: newcomers-password
            ---
            type: team
            name: %2$s
            members: [%1$s]
            ---
            type: provider-account/self-hosted-model
            name: %4$s
            base_url: http://localhost:1/v1
            collaborators: [{ role_id: provider-account-access, subject: "team:everyone" }]
            integrations: [{ name: %6$s, model_id: %6$s, model_types: [chat] }]
            ---
            type: provider-account/openai
            name: bare
            auth_data: { type: api-key, api_key: "sk-bare" }
            integrations: []
            ---
            type: virtual-account
            name: %3$s
            owned_by: { team: %2$s }
            token: %7$s
            permissions:
              - { resource_type: provider-account, resource_fqn: "default:self-hosted-model:%4$s", role_id: provider-account-access }
              - { resource_type: provider-account, resource_fqn: "default:openai:openai-main", role_id: provider-account-access }
            ---
            type: gateway-budget-config
            name: budgets
            rules:
              - { id: a-day, limit_to: 250, unit: cost_per_day, budget_applies_per: [virtualaccount, metadata.customer], audit_mode: false }
            ---
            type: identity-provider
            name: %2$s
            issuer: https://%8$s.example.com/
            jwks_uri: https://%8$s.example.com/certs
            audiences: [%3$s]
            """
                    .formatted(
                            USER,
                            TEAM,
                            APPLICATION,
                            ACCOUNT,
                            "W".repeat(200),
                            MODEL,
                            KEY,
                            "a".repeat(60) + '.' + "b".repeat(60));

    private static Office office;
    private static Chromium browser;

    @BeforeAll
    static void openOffice() {
        office = new Office();
        browser = new Chromium(office.console());
        office.apply(MANIFESTS);
        Wait.until(
                "the application's key works",
                Duration.ofSeconds(4),
                () -> office.ask(KEY, "openai-main/gpt-4o", "Is it?", true) == 200);
        office.ask(KEY, "openai-main/gpt-4o", Assistant.BREAK_OFF, true);
        assertThat(office.ask(KEY, ACCOUNT + '/' + MODEL, "W".repeat(3_000), false))
                .isEqualTo(502);
    }

    @AfterAll
    static void closeOffice() {
        browser.close();
        office.close();
    }

    @BeforeEach
    void beAdmin() {
        browser.forget();
        browser.signIn("admin", Office.ADMIN_PASSWORD).awaitId("session:signOut");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?by=model",
                "/?by=virtualaccount",
                "/traces",
                "/models",
                "/budgets",
                "/rate-limits",
                "/users",
                "/teams",
                "/virtual-accounts",
                "/identity-providers",
                "/audit",
                "/delivery"
            })
    void noColumnIsPushedOutOfThePage(String path) {
        fits(path);
    }

    @Test
    void keyOfALongNameLeavesRoomForWhatCanBeDoneWithIt() {
        browser.open("/virtual-account?name=" + APPLICATION);
        browser.type("keys:keyName", "production".repeat(8)).click("keys:issue").awaitText("It is not shown again");

        fits("/virtual-account?name=" + APPLICATION);
        fits("/user?name=" + USER);
    }

    @Test
    void traceThatBrokeOffIsReadWithAllItsFigures() {
        browser.open("/traces").awaitText("upstream_stream_broken");
        browser.click(By.xpath("//tr[contains(., 'upstream_stream_broken')]//a"))
                .awaitPath("/traces/");

        fits(browser.path());
        assertThat(browser.run("return [...document.querySelectorAll('.facts dd')]"
                        + ".filter(fact => fact.scrollWidth > fact.clientWidth).map(fact => fact.textContent)"))
                .asString()
                .isEqualTo("[]");
    }

    @Test
    void testThatFailsSaysWhyWithinItsRow() {
        browser.open("/models").awaitText("bare");
        browser.click(By.cssSelector("[data-test-model='" + ACCOUNT + '/' + MODEL + "']"))
                .await(By.cssSelector(".try-result .tag.bad"));

        assertThat(browser.overflow()).isZero();
    }

    @Test
    void accountWithoutModelsSaysWhereTheyComeFrom() {
        browser.open("/models").awaitText("bare");

        assertThat(browser.text(By.id("account-bare"))).contains("No model yet: import those you want");
    }

    @Test
    void poolOfThoseWithoutTheLabelSaysSo() {
        browser.open("/budgets").awaitText("a-day");

        assertThat(browser.run("return document.querySelector('.use-name').textContent"))
                .asString()
                .isEqualTo("virtualaccount:" + APPLICATION + ", no customer");
    }

    @Test
    void newcomersOverviewLeadsToTheirKeys() {
        browser.forget();
        browser.signIn("newcomer@example.com", "newcomers-password").awaitId("session:signOut");
        browser.click(By.linkText("your own")).awaitPath("/my-keys");

        assertThat(browser.text()).contains("No key yet");
    }

    private static void fits(String path) {
        for (int width : new int[] {Chromium.DESKTOP, Chromium.PHONE}) {
            browser.size(width, 800).open(path).awaitText("AI Gateway");

            assertThat(browser.overflow()).as("%s at %d pixels", path, width).isZero();
        }
    }
}
