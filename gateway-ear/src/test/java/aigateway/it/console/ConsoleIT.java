package aigateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.it.Wait;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebElement;

/** The console, driven as a person drives it. */
@EnabledIf(
        value = "aigateway.it.console.Chromium#isHere",
        disabledReason = "Install chromium and chromedriver: the console is not tried")
class ConsoleIT {

    private static final By FILTER = By.cssSelector("form.filters button[type=submit]");
    private static final String SCRIPT = "<script>window.hacked = true</script>";

    private static Office office;
    private static Chromium browser;

    @BeforeAll
    static void openOffice() {
        office = new Office();
        browser = new Chromium(office.console());
        for (int i = 0; i < 3; i++) {
            assertThat(office.ask(Office.CHECKOUT_KEY, "openai-main/gpt-4o", "Where is order A-1043?", i > 0))
                    .isEqualTo(200);
        }
        assertThat(office.ask(Office.CHECKOUT_KEY, "openai-main/gpt-4o-mini", SCRIPT, false))
                .isEqualTo(200);
        assertThat(office.ask(Office.CHECKOUT_KEY, "local/llama-3.1-8b", "What does nobody know the price of?", false))
                .isEqualTo(200);
        assertThat(office.ask(Office.SUPPORT_KEY, "production/chat", "A question of the support team", false))
                .isEqualTo(200);
    }

    @AfterAll
    static void closeOffice() {
        browser.close();
        office.close();
    }

    @BeforeEach
    void beNobody() {
        browser.forget();
    }

    /** What is promised within two seconds, with as much again for a busy machine. */
    private static void soon(String what, Callable<Boolean> holds) {
        Wait.until(what, Duration.ofSeconds(4), holds);
    }

    private Chromium admin() {
        return browser.signIn("admin", Office.ADMIN_PASSWORD).awaitId("session:signOut");
    }

    private Chromium ann() {
        return browser.signIn(Office.ANN, Office.ANN_PASSWORD).awaitId("session:signOut");
    }

    @Test
    void whoAsksForAPageSignsInFirstAndThenGetsIt() {
        browser.open("/models").awaitPath("/sign-in");

        browser.type("signIn:name", "admin")
                .type("signIn:password", Office.ADMIN_PASSWORD)
                .click("signIn:submit")
                .awaitPath("/models");

        assertThat(browser.title()).startsWith("Models");
    }

    @Test
    void wrongPasswordIsRefusedWithoutSayingWhichPartWasWrong() {
        browser.signIn("admin", "wrong").awaitText("do not belong together");
        String forKnown = browser.text(By.cssSelector(".notices"));
        browser.signIn("nobody", "wrong").awaitText("do not belong together");

        assertThat(browser.text(By.cssSelector(".notices"))).isEqualTo(forKnown);
    }

    @Test
    void sessionGetsANewIdAtSignInAndScriptsCannotReadIt() {
        browser.open("/sign-in");
        Cookie before = browser.cookie("CONSOLE");
        admin();
        Cookie after = browser.cookie("CONSOLE");

        assertThat(after.getValue()).isNotEqualTo(before.getValue());
        assertThat(after.isHttpOnly()).isTrue();
        assertThat(after.getSameSite()).isEqualToIgnoringCase("Lax");
    }

    @Test
    void signingOutEndsTheSession() {
        admin().click("session:signOut").awaitPath("/sign-in");

        browser.open("/models").awaitPath("/sign-in");
    }

    @Test
    void foreignDestinationAfterSignInIsIgnored() {
        browser.open("/sign-in?to=" + URLEncoder.encode("//evil.example/", StandardCharsets.UTF_8));
        browser.type("signIn:name", "admin")
                .type("signIn:password", Office.ADMIN_PASSWORD)
                .click("signIn:submit")
                .awaitId("session:signOut");

        assertThat(browser.path()).isEqualTo("/");
    }

    @Test
    void overviewAddsUpWhatWasAsked() {
        admin().open("/?range=1h").awaitText("Latency");

        assertThat(browser.text()).contains("Time to first token", "openai-main/gpt-4o", "Failure rate");
        assertThat(browser.all(By.cssSelector(".chart .column"))).isNotEmpty();
        browser.open("/?range=1h&by=virtualaccount").awaitText("support-bot");
        By measured = By.xpath("//tr[td/strong='support-bot']/td[starts-with(@data-label, 'Latency')]");
        assertThat(browser.all(measured)).hasSize(3).allSatisfy(each -> assertThat(each.getText())
                .matches("[\\d.,]+\\h?m?s.*"));
    }

    @Test
    void overviewTellsTheValuesOfALabelApart() {
        admin().open("/?range=1h&by=label").awaitText("Latency");
        browser.click(By.linkText("env")).awaitText("prod");

        assertThat(browser.text(By.xpath("//tr[td/strong='prod']/td[@data-label='Requests']")))
                .matches("\\d+");
        assertThat(browser.path()).contains("label=env");
    }

    @Test
    void costThatNobodyKnowsIsNotShownAsFree() {
        admin();
        soon(
                "the model is among the leaders",
                () -> browser.open("/?range=1h").awaitText("Latency").text().contains("local/llama-3.1-8b"));

        assertThat(cost("local/llama-3.1-8b")).startsWith("–").contains("of unknown price");
        assertThat(cost("openai-main/gpt-4o-mini")).startsWith("$").doesNotContain("unknown");
        assertThat(browser.text(By.xpath("//section[.//h2='Cost']"))).contains("of unknown price");
    }

    private String cost(String model) {
        return browser.text(By.xpath("//tr[td/strong='" + model + "']/td[@data-label='Cost']"));
    }

    @Test
    void promptThatIsAScriptShowsAsText() {
        admin().open("/traces?model=openai-main%2Fgpt-4o-mini").awaitText(SCRIPT);
        browser.click(By.xpath("//tr[contains(., 'window.hacked')]//a"))
                .awaitPath("/traces/")
                .awaitText(SCRIPT);

        assertThat(browser.run("return window.hacked === undefined")).isEqualTo(true);
    }

    @Test
    void traceOpensAsTreeWithItsConversationAndHasAnAddressToShare() {
        admin().open("/traces?who=virtualaccount%3Asupport-bot&model=production%2Fchat")
                .click(By.cssSelector("a.name"))
                .awaitPath("/traces/");
        String shared = browser.path();

        browser.open(shared).awaitText("A question of the support team");

        assertThat(shared).matches("/traces/[0-9a-f]{32}.*");
        assertThat(browser.all(By.cssSelector(".tree [data-span]"))).hasSizeGreaterThanOrEqualTo(3);
        assertThat(browser.text()).contains("The payment provider timed out", "support-bot");
        browser.click(By.cssSelector("[data-span-panel]:not([hidden]) [role=tab]:nth-child(4)"))
                .awaitText("\"traceId\"");
    }

    @Test
    void unknownTraceIsAPageThatSaysSo() {
        admin().open("/traces/" + "0".repeat(31) + "1").awaitText("Nothing here");
    }

    @Test
    void liveListShowsARequestWithoutAReloadUntilItIsPaused() throws InterruptedException {
        admin().open("/traces?live=true").awaitText("Live: pause");
        String question = "Watched " + System.nanoTime();
        browser.run("window.loadedOnce = true");

        office.ask(Office.SUPPORT_KEY, "openai-main/gpt-4o-mini", question, false);

        browser.awaitText(question);
        assertThat(browser.run("return window.loadedOnce === true")).isEqualTo(true);

        browser.click(By.linkText("Live: pause")).awaitText("Go live").awaitText(question);
        String later = "Paused " + System.nanoTime();
        office.ask(Office.SUPPORT_KEY, "openai-main/gpt-4o-mini", later, false);
        Thread.sleep(5_000);
        assertThat(browser.text()).doesNotContain(later);

        browser.click(By.linkText("Go live")).awaitText(later);
    }

    @Test
    void pageThatAsksAgainSaysWhenNobodyAnswersAndUntilSomebodyDoes() {
        admin().open("/traces?live=true").awaitText("Live: pause");
        browser.offline(true);
        try {
            browser.awaitText("The gateway cannot be reached. What you see may be old");
        } finally {
            browser.offline(false);
        }
        browser.awaitNo("silence");
    }

    @Test
    void pageThatAsksAgainLeadsToTheSignInWhenItsReaderIsSignedOut() {
        admin().open("/traces?live=true").awaitText("Live: pause");

        browser.signOutElsewhere().awaitPath("/sign-in");
    }

    @Test
    void formThatIsSentAfterTheSessionsEndIsToldNotToBeSaved() {
        admin().open("/rate-limits-edit").signOutElsewhere();

        browser.click("edit:save").awaitPath("/sign-in").awaitText("Your session has ended. A form");
    }

    @Test
    void conversationOfAnApplicationsOwnSpanIsShownWithItsToolCalls() {
        String trace = office.tell(Map.of(
                "gen_ai.prompt.0.role", "user",
                "gen_ai.prompt.0.content", "What is the weather in Paris? " + SCRIPT,
                "gen_ai.completion.0.role", "assistant",
                "gen_ai.completion.0.tool_calls.0.id", "call_7",
                "gen_ai.completion.0.tool_calls.0.name", "weather",
                "gen_ai.completion.0.tool_calls.0.arguments", "{\"city\":\"Paris\"}"));
        admin();
        Wait.until(
                "it is stored", () -> !browser.open("/traces/" + trace).text().contains("Nothing here"));

        assertThat(browser.text(By.cssSelector("[data-span-panel]:not([hidden])")))
                .contains("What is the weather in Paris?", "weather", "{\"city\":\"Paris\"}", "call_7", SCRIPT);
        browser.click(By.cssSelector("[data-span-panel]:not([hidden]) [role=tab]:nth-child(3)"))
                .awaitText("looked up");
        assertThat(browser.run("return window.hacked === undefined")).isEqualTo(true);
    }

    @Test
    void answerIsRatedAndTheLastWordCounts() {
        ann().open("/traces?model=production%2Fchat")
                .click(By.cssSelector("a.name"))
                .awaitPath("/traces/")
                .awaitText("Feedback");
        String address = browser.path();

        browser.choose("feedback:rating", "2").type("feedback:comment", "Not <b>that</b> question");
        browser.click("feedback:rate").awaitPath(address).awaitText("Not <b>that</b> question");
        browser.choose("feedback:rating", "4").type("feedback:comment", "On second thoughts");
        browser.click("feedback:rate").awaitText("On second thoughts");

        assertThat(browser.all(By.cssSelector(".opinion"))).hasSize(1);
        assertThat(browser.text(By.cssSelector(".opinion"))).contains("★★★★☆", Office.ANN);
    }

    @Test
    void refusedManifestSaysSoAtTheFieldAndKeepsWhatWasTyped() {
        admin().open("/account").type("edit:name:in", "faraway").type("edit:address:in", "ftp://faraway.example");

        browser.click("edit:save").awaitText("Nothing was changed");

        assertThat(browser.text(By.cssSelector(".field.wrong"))).contains("Address");
        assertThat(browser.value("edit:name:in")).isEqualTo("faraway");
        browser.open("/models").awaitText("openai-main");
        assertThat(browser.text()).doesNotContain("faraway");
    }

    @Test
    void formThatIsSavedKeepsWhatIsMaskedAndWhatIsNotAscii() {
        office.apply("type: user\nname: mira@example.com\npassword: mira-p\u00e4ssw\u00f6rd-1\n");

        admin().open("/user-edit?name=mira@example.com").type("edit:called:in", "Mira \u00dcn\u00efc\u00f6de \u4f60");
        browser.click("edit:save").awaitText("Saved as version");

        browser.open("/users?text=mira").awaitText("Mira \u00dcn\u00efc\u00f6de \u4f60");
        browser.forget();
        browser.signIn("mira@example.com", "mira-p\u00e4ssw\u00f6rd-1").awaitId("session:signOut");
    }

    @Test
    void newOneDoesNotTakeThePlaceOfWhatIsThere() {
        admin().open("/user-edit").type("edit:name:in", Office.ANN);

        browser.click("edit:save").awaitText("there is a user 'ann@example.com' already");

        browser.open("/team-edit?name=support&yaml=true").awaitId("edit:source");
        browser.type("edit:source", browser.value("edit:source").replace("support", "supporters"))
                .click("edit:save")
                .awaitText("make a new one and delete this");
        browser.open("/teams").awaitText(Office.ANN);
        assertThat(browser.text()).doesNotContain("supporters");
    }

    @Test
    void whatSomebodyElseSavedMeanwhileIsNotUndone() {
        office.apply("type: team\nname: racing\nmembers: []\n");
        admin().open("/team-edit?name=racing").awaitId("edit:save");
        office.apply("type: team\nname: racing\nmembers: [" + Office.ANN + "]\n");

        browser.click("edit:save").awaitText("was changed meanwhile by");

        browser.open("/team-edit?name=racing&yaml=true").awaitId("edit:source");
        assertThat(browser.value("edit:source")).contains(Office.ANN);
        browser.click("edit:check").awaitText("Nothing would change");
    }

    @Test
    void yamlAndFormAreTwoViewsOfTheSameDraft() {
        admin().open("/virtual-model?name=production").click("edit:yaml").awaitId("edit:source");
        assertThat(browser.value("edit:source"))
                .contains("load_balance_targets")
                .contains("prod-chat");

        browser.type("edit:source", browser.value("edit:source").replace("prod-chat", "prod-talk"));
        browser.click("edit:form").awaitText("Targets");

        assertThat(browser.source()).contains("value=\"prod-talk\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/user-edit|type: user;name: zoe@example.com",
                "/rate-limits-edit|type: gateway-rate-limiting-config;name: limits;rules:;  - id: a;    limit_to: 5;    unit: requests_per_day",
                "/budgets-edit|type: gateway-budget-config;name: budgets;rules:;  - id: a;    limit_to: 5;    unit: cost_per_day",
                "/otel-edit|type: gateway-otel-config;name: otel;otel_traces_exporter_config:;  - endpoint: https://a.example/v1/traces;"
                        + "otel_metrics_exporter_config:;  - endpoint: https://a.example/v1/metrics",
            })
    void formWritesNothingThatNobodyHasWritten(String page, String lines) {
        String yaml = lines.replace(';', '\n') + '\n';
        admin().open(page + "?yaml=true")
                .type("edit:source", yaml)
                .click("edit:form")
                .awaitNo("edit:source")
                .click("edit:yaml")
                .awaitId("edit:source");

        assertThat(browser.value("edit:source")).isEqualTo(yaml);
    }

    /** The field itself may be far below. */
    @Test
    void numberThatIsNoneIsToldAboveTheForm() {
        admin().open("/rate-limits-edit");
        WebElement limit = browser.all(By.cssSelector("input.number")).get(0);
        limit.clear();
        limit.sendKeys("1.5");
        browser.click("edit:save").awaitText("Not saved. Nothing was changed.");

        assertThat(browser.text()).contains("Limit: '1.5' must be a whole number.");
    }

    @Test
    void brokenYamlIsRefusedWholeAndNamesTheField() {
        admin().open("/budgets-edit?yaml=true")
                .type(
                        "edit:source",
                        "type: gateway-budget-config\nname: budgets\nrules:\n  - {id: x, limit_to: -1, unit: cost_per_day, audit_mode: false}\n")
                .click("edit:save")
                .awaitText("Nothing was changed");

        assertThat(browser.text()).contains("rules[0].limit_to");
        browser.open("/budgets").awaitText("everything");
    }

    @Test
    void newVirtualAccountGetsAKeyThatWorksIsShownOnceAndCanBeRevoked() {
        admin().open("/virtual-account-edit?yaml=true")
                .type(
                        "edit:source",
                        """
                        type: virtual-account
                        name: newsletter
                        permissions:
                        - { resource_type: provider-account, resource_fqn: "default:openai:openai-main", role_id: provider-account-access }
                        """)
                .click("edit:save")
                .awaitText("In force on every node");
        browser.open("/virtual-account?name=newsletter")
                .type("keys:keyName", "first")
                .click("keys:issue")
                .awaitText("It is not shown again");
        String key = browser.text(By.id("new-key")).strip();

        soon("the new key works", () -> office.ask(key, "openai-main/gpt-4o", "Hello", false) == 200);
        browser.open("/virtual-account?name=newsletter").awaitText("first");
        assertThat(browser.source()).doesNotContain(key);

        browser.click(By.xpath("//button[contains(., 'Revoke')]"))
                .click(By.cssSelector(".ui-confirmdialog-yes"))
                .awaitText("revoked");
        soon("the revoked key is refused", () -> office.ask(key, "openai-main/gpt-4o", "Hello", false) == 401);
    }

    @Test
    void whatTheConsoleChangesIsInForceAtTheGatewayWithinTwoSeconds() {
        admin();
        saveCourier(
                "",
                "[{ resource_type: provider-account, resource_fqn: \"default:openai:openai-main\","
                        + " role_id: provider-account-access }]");
        soon("the account may", () -> askAsCourier() == 200);

        saveCourier("name=courier&", "[]");
        soon("the account may not any more", () -> askAsCourier() == 403);
    }

    private static void saveCourier(String name, String permissions) {
        browser.open("/virtual-account-edit?" + name + "yaml=true")
                .type(
                        "edit:source",
                        "type: virtual-account\nname: courier\ntoken: office-courier-key-52\npermissions: "
                                + permissions + "\n")
                .click("edit:save")
                .awaitText("Saved as version");
    }

    private static int askAsCourier() {
        return office.ask("office-courier-key-52", "openai-main/gpt-4o", "Anything to deliver?", false);
    }

    @Test
    void whatTheApiAppliesIsListedWithinTwoSeconds() {
        admin().open("/models").awaitText("production/chat");
        assertThat(browser.text()).doesNotContain("scripted/chat");

        office.apply(
                """
                type: provider-account/virtual-model
                name: scripted
                integrations:
                  - name: chat
                    routing_config:
                      type: priority-based-routing
                      load_balance_targets: [{ target: openai-main/gpt-4o, priority: 0 }]
                """);

        soon("the model is listed", () -> browser.open("/models").text().contains("scripted/chat"));
    }

    @ParameterizedTest
    @CsvSource({
        "/rate-limits, rule-checkout-tokens, virtualaccount:checkout",
        "/budgets, rule-checkout-daily, openai-main/gpt-4o"
    })
    void limitsShowTheirUseWhileItHappens(String page, String rule, String pool) {
        office.ask(Office.CHECKOUT_KEY, "openai-main/gpt-4o", "Count me", false);
        String bar = "#" + rule + " [role=meter][aria-label='" + pool + "']";
        admin().open(page).await(By.cssSelector(bar)).run("window.loadedOnce = true");
        AtomicReference<Double> lowest = new AtomicReference<>(reading(bar));

        // What somebody else's call had reserved may be given back meanwhile.
        Wait.until("the bar has grown", () -> {
            office.ask(Office.CHECKOUT_KEY, "openai-main/gpt-4o", "Count me, too", false);
            double now = reading(bar);
            return now > lowest.getAndUpdate(least -> Math.min(least, now));
        });
        assertThat(browser.run("return window.loadedOnce === true")).isEqualTo(true);
    }

    private static double reading(String bar) {
        return Double.parseDouble(
                (String) browser.run("return document.querySelector(\"" + bar + "\").getAttribute('aria-valuenow')"));
    }

    @Test
    void targetsShowHowTheyStandAsTheGatewayOfThisNodeSeesThem() {
        for (int i = 0; i < 3; i++) {
            office.ask(Office.SUPPORT_KEY, "openai-main/gpt-4o-mini", "How fast are you?", true);
        }

        admin().open("/models").awaitText("every node finds out for itself");

        assertThat(browser.text(By.xpath("//article[.//span='production/frugal']//li[contains(., 'gpt-4o-mini')]")))
                .contains("healthy")
                .contains("a token")
                .contains("first token after");
        browser.open("/virtual-model?name=production").awaitText("as this node sees it");
        assertThat(browser.text()).contains("healthy");
    }

    @Test
    void sessionsAndCutoffsComeThroughTheFormUnharmed() {
        admin().open("/virtual-model?name=production&yaml=true").awaitId("edit:source");
        browser.type(
                "edit:source",
                browser.value("edit:source")
                        .replaceFirst(
                                "type: weight-based-routing",
                                "type: weight-based-routing\n      sticky_routing: { ttl_seconds: 77, session_identifiers: ["
                                        + "{ source: headers, key: x-talk }, { source: metadata, key: desk }] }")
                        .replaceFirst(
                                "weight: 80",
                                "weight: 80\n          sla_cutoff: { time_per_output_token_ms: 12.5, time_to_first_token_ms: 900 }"));
        browser.click("edit:form").awaitText("Sessions stay for");
        assertThat(browser.source()).contains("value=\"77\"", "headers x-talk", "value=\"12.5\"", "value=\"900\"");

        browser.click("edit:yaml").awaitId("edit:source");

        assertThat(browser.value("edit:source"))
                .contains("ttl_seconds: 77", "key: x-talk", "key: desk", "time_per_output_token_ms: 12.5")
                .contains("time_to_first_token_ms: 900", "weight: 20", "attempts: 0", "slug: prod-chat");
        browser.click("edit:check").awaitText("Valid.");
    }

    @Test
    void routingRuleIsWrittenAndAskedWhichRequestsItIsFor() {
        admin().open("/routing").awaitText("No load balancing rule").awaitText("No fallback rule");
        browser.open("/load-balancing-edit").awaitText("Rule 1");
        browser.type(named("name"), "gold-first")
                .type(named("model"), "openai-main/tuned")
                .click("edit:yaml")
                .awaitId("edit:source");
        assertThat(browser.value("edit:source")).contains("id: gold-first", "target: openai-main/tuned");
        browser.type(
                        "edit:source",
                        browser.value("edit:source")
                                .replaceFirst(
                                        "id: gold-first", "id: gold-first\n    when: { metadata: { tier: gold } }"))
                .click("edit:save")
                .awaitText("Saved as version");
        browser.open("/fallback-edit").awaitText("Then ask");
        browser.type(named("name"), "to-mini")
                .type(named("model"), "openai-main/gpt-4o-mini")
                .click("edit:save")
                .awaitText("Saved as version");

        browser.open("/routing").awaitText("tier=gold");
        browser.type("subject", "virtualaccount:checkout")
                .type("model", "openai-main/gpt-4o")
                .type("metadata", "tier=gold")
                .click("foresee")
                .awaitId("foreseen");

        assertThat(browser.text(By.cssSelector("ol.order li"))).startsWith("openai-main/tuned");
        assertThat(browser.text(By.id("foreseen")))
                .contains("The load balancing rule 'gold-first' decides.", "It says tier=gold.", "to-mini")
                .contains("The caller is virtualaccount:checkout.");
        browser.open("/routing?subject=virtualaccount%3Asupport-bot&model=openai-main%2Fgpt-4o")
                .awaitId("foreseen");
        assertThat(browser.text(By.id("foreseen")))
                .contains("It is a model itself, and goes there.")
                .contains("It wants tier=gold, and the request says nothing of tier.")
                .contains(
                        "It is for virtualaccount:checkout, and the caller is team:support, virtualaccount:support-bot.");
        browser.open("/routing?subject=user%3Aann%40example.com&model=nobody%2Fknows")
                .awaitText("404");
        browser.open("/routing?subject=user%3Anobody&model=openai-main%2Fgpt-4o")
                .awaitText("Nobody is called");
    }

    @Test
    void exporterIsAddedTriedAndWhatItGaveUpIsThrownAway() throws InterruptedException {
        admin().open("/otel-edit").awaitText("Trace exporter 1");
        browser.type(named("name"), "refusing")
                .type(named("endpoint"), office.refusingBackend())
                .click("edit:save")
                .awaitText("Saved as version");
        browser.open("/otel").awaitText("refusing");
        browser.click(By.xpath("//article[.//h2[contains(., 'refusing')]]//input[@value='Send a test trace']"))
                .awaitText("Sent a trace to refusing");
        browser.open("/delivery?range=24h").awaitText("What a backend or the store refused");
        assertThat(browser.text()).contains("No spans of yours", "The store of this console", "messages waiting");
        assertThat(browser.all(By.cssSelector(".delivery .chart .column"))).isNotEmpty();
        browser.click(By.xpath("//tr[contains(., 'No spans of yours')]//input[@value='Send again']"))
                .awaitText("sent again")
                .awaitText("No spans of yours");
        assertThat(browser.text(By.cssSelector("main .segments .on")))
                .as("kept while the page asks again")
                .isEqualTo("24h");

        browser.click(By.xpath("//button[contains(., 'Throw all away')]"));
        // Longer than the page waits until it asks again: the button that the dialog presses must still be there.
        Thread.sleep(4_000);
        browser.click(By.cssSelector(".ui-confirmdialog-yes")).awaitText("thrown away");
        assertThat(browser.source()).doesNotContain("Send all again");
    }

    /** The field of the first exporter in the form. */
    private String named(String field) {
        return (String) browser.run(
                "return [...document.querySelectorAll('main input')].filter(each => each.value !== undefined"
                        + " && each.closest('.field')?.querySelector('label')?.textContent.trim().toLowerCase().startsWith('"
                        + field
                        + "'))[0].id");
    }

    @Test
    void whatAPageShowsCanBeFetchedByTheApi() throws Exception {
        admin().open("/traces?who=virtualaccount%3Acheckout&label=env%3Dprod&slower=1")
                .awaitText("Fetch via API");
        browser.click(By.cssSelector("#fetch summary"));
        String curl = browser.text(By.id("code-curl"));
        String body = curl.substring(curl.indexOf("-d '") + 4, curl.lastIndexOf('\''));
        HttpResponse<String> answer = office.send(
                HttpRequest.newBuilder(URI.create(curl.substring(curl.indexOf('\'') + 1, curl.indexOf("' "))))
                        .header("Authorization", "Bearer " + Office.CHECKOUT_KEY)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("Where is order A-1043?");
        assertThat(new ObjectMapper().readTree(answer.body()).findValuesAsText("traceId"))
                .as("the very spans that the page lists, in its order")
                .isEqualTo(listed());
        browser.click("tab-java");
        assertThat(browser.text(By.id("code-java")))
                .contains("HttpRequest.newBuilder")
                .contains("\"env\"");
    }

    /** The traces on the page, the newest first. */
    private List<String> listed() {
        return browser.all(By.cssSelector("a.name")).stream()
                .map(link -> link.getAttribute("href").replaceAll(".*/traces/", ""))
                .toList();
    }

    @Test
    void tracesAreFilteredByWhateverCanBeQueried() {
        String order = "order-" + System.nanoTime();
        String trace = office.tell(Map.of("shop.order", order));
        admin();
        Wait.until("it is listed", () -> {
            browser.open("/traces?range=1h");
            return listed().contains(trace);
        });
        browser.click(By.cssSelector(".more summary"));
        assertThat(listed()).hasSizeGreaterThan(1);

        browser.choose("what", "attribute").type("name", "shop.order").type("value", order);
        browser.click(FILTER).awaitText("shop.order is " + order);
        assertThat(listed()).containsExactly(trace);
        browser.choose("what", "durationInMs").choose("is", "BETWEEN").type("value", "4, 6");
        browser.click(FILTER).awaitText("durationInMs between 4, 6");
        assertThat(listed()).containsExactly(trace);

        browser.choose("what", "spanName").choose("is", "STRING_CONTAINS").type("value", "MCP");
        browser.click(FILTER).awaitText("Nothing of this time matches these filters");
        browser.click(By.partialLinkText("spanName contains")).awaitText(order);
        assertThat(listed()).containsExactly(trace);

        browser.choose("what", "durationInMs").choose("is", "LESS_THAN").type("value", "soon");
        browser.click(FILTER).awaitText("The value of durationInMs must be a number");
        assertThat(browser.value("what") + " " + browser.value("is") + " " + browser.value("value"))
                .as("what was typed is still there to be mended")
                .isEqualTo("durationInMs LESS_THAN soon");
        assertThat(browser.all(By.cssSelector("a[href*=soon]")))
                .as("links that would repeat the complaint")
                .isEmpty();
        browser.open("/traces?after=MToA");
        assertThat(listed()).as("a page token of nobody begins at the newest").contains(trace);
        browser.open("/traces?from=2020-01-01T00:00&until=2020-01-02T00:00").awaitText("Nothing of this time");
    }

    @Test
    void labelIsFoundByWhateverItsValueIs() {
        String env = "100%_\"it's\" " + System.nanoTime();
        assertThat(office.ask(Office.CHECKOUT_KEY, "openai-main/gpt-4o", "Whose label is odd?", false, env))
                .isEqualTo(200);
        assertThat(office.ask(Office.CHECKOUT_KEY, "openai-main/gpt-4o", "Like it?", false, env.replace("%_", "xxx")))
                .isEqualTo(200);
        admin();
        Wait.until("both are listed", () -> {
            browser.open("/traces?range=1h");
            return browser.text().contains("Whose label is odd?")
                    && browser.text().contains("Like it?");
        });
        browser.type("label", "env=" + env).click(FILTER).awaitText("Clear the filters");
        assertThat(listed()).as("in the field").hasSize(1);
        browser.open("/traces?range=1h").click(By.cssSelector(".more summary"));
        browser.choose("what", "label").choose("is", "STRING_CONTAINS").type("name", "env");
        browser.type("value", env.substring(0, 5)).click(FILTER).awaitText("env contains");
        assertThat(browser.text()).contains("Whose label is odd?").doesNotContain("Like it?");
    }

    @Test
    void memberSeesTheirTeamsRequestsOnly() {
        ann().open("/traces").awaitText("A question of the support team");

        assertThat(browser.text()).doesNotContain("Where is order A-1043?");
    }

    @Test
    void memberCannotOpenSomeoneElsesTraceByItsAddress() {
        admin().open("/traces?who=virtualaccount%3Acheckout")
                .click(By.cssSelector("a.name"))
                .awaitPath("/traces/");
        String address = browser.path();
        browser.click("session:signOut").awaitPath("/sign-in");

        ann().open(address).awaitText("Nothing here");
    }

    @Test
    void memberHearsOfNobodyElse() {
        ann().open("/traces").awaitText("A question of the support team");
        assertThat(browser.source())
                .contains("team:support", "production/chat")
                .doesNotContain("checkout", "team:payments");
        browser.open("/budgets").awaitText("everything");
        assertThat(browser.source()).doesNotContain("checkout");
        browser.open("/rate-limits").awaitText("per-account-and-model");
        assertThat(browser.source()).doesNotContain("checkout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account",
                "/account?name=openai-main&yaml=true",
                "/virtual-model?name=production",
                "/rate-limits-edit",
                "/budgets-edit",
                "/routing?model=production%2Fchat",
                "/load-balancing-edit",
                "/fallback-edit",
                "/otel",
                "/otel-edit",
                "/delivery",
                "/virtual-account-edit?name=support-bot",
                "/audit",
                "/audit-entry?id=1",
                "/users",
                "/user?name=ann@example.com",
                "/user-edit",
                "/teams",
                "/team-edit?name=support",
                "/identity-providers",
                "/identity-provider-edit",
                "/virtual-account?name=checkout"
            })
    void memberCannotOpenWhatIsNotTheirsByTypingTheAddress(String address) {
        ann().open(address).awaitText("Not yours to see");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/team-edit?name=dissolved",
                "/user-edit?name=gone@example.com",
                "/account?name=gone&add=gpt-4o",
                "/virtual-model?name=gone",
                "/virtual-account-edit?name=gone",
                "/identity-provider-edit?name=gone",
                "/rate-limits-edit?name=gone",
                "/virtual-account?name=gone",
                "/user?name=gone@example.com",
                "/audit-entry?id=999999999",
                "/traces/0af7651916cd43dd8448eb211c80319c"
            })
    void addressOfWhatIsGoneSaysSoAndOffersNoFormForIt(String address) {
        admin().open(address).awaitText("Nothing here");

        assertThat(browser.all(By.id("edit"))).isEmpty();
    }

    @Test
    void virtualAccountsAreListedWithWhatTheyMayUse() {
        admin().open("/virtual-accounts").awaitText("checkout");

        assertThat(browser.text(By.xpath("//tr[contains(., 'checkout')]//ul[@class='tags']")))
                .contains("openai-main")
                .doesNotContain("@");
    }

    @Test
    void memberManagesTheKeysOfTheirTeamsAccount() {
        ann().open("/virtual-accounts").awaitText("support-bot");

        assertThat(browser.text()).doesNotContain("checkout");
        browser.open("/virtual-account?name=support-bot").awaitText("Issue a key");
    }

    @Test
    void formWithoutItsTokenChangesNothing() {
        admin();
        Cookie session = browser.cookie("CONSOLE");
        HttpResponse<String> answer = office.send(HttpRequest.newBuilder(URI.create(office.console() + "/budgets-edit"))
                .header("Cookie", session.getName() + "=" + session.getValue())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("edit=edit&edit%3Asave=Save&jakarta.faces.ViewState=1%3A1")));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/expired");
        browser.open("/budgets").awaitText("everything");
    }

    @Test
    void pagesForbidScriptsThatAreNotTheirs() {
        HttpResponse<String> page = office.send(HttpRequest.newBuilder(URI.create(office.console() + "/sign-in"))
                .GET());
        List<String> policies = page.headers().allValues("Content-Security-Policy");

        assertThat(policies).hasSize(1);
        assertThat(policies.get(0))
                .contains("script-src 'self' 'nonce-", "frame-ancestors 'none'", "object-src 'none'");
        assertThat(policies.get(0).substring(policies.get(0).indexOf("script-src")))
                .doesNotContain("unsafe");
        Matcher scripts = Pattern.compile("<script(?![^>]*nonce=)").matcher(page.body());
        assertThat(scripts.find()).isFalse();
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/traces",
                "/models",
                "/virtual-accounts",
                "/virtual-account?name=support-bot",
                "/my-keys",
                "/playground?model=openai-main%2Fgpt-4o",
                "/rate-limits",
                "/budgets",
                "/routing?model=production%2Fchat&subject=virtualaccount%3Acheckout",
                "/load-balancing-edit",
                "/fallback-edit",
                "/otel",
                "/otel-edit",
                "/audit",
                "/audit?type=nothing-of-the-kind",
                "/users",
                "/users?text=nobody-is-called-so",
                "/user?name=ann@example.com",
                "/user-edit?name=ann@example.com",
                "/teams",
                "/team-edit?name=support",
                "/identity-providers",
                "/identity-provider-edit",
                "/?range=1h&by=label",
                "/delivery",
                "/account?name=openai-main",
                "/virtual-model?name=production",
                "/rate-limits-edit",
                "/budgets-edit?yaml=true",
                "/virtual-account-edit?name=support-bot"
            })
    void pageFitsAScreenAndAPhoneAndTheBrowserHasNothingToComplainAbout(String path) {
        admin();
        browser.complaints();
        for (int width : new int[] {Chromium.DESKTOP, Chromium.PHONE}) {
            browser.size(width, 800).open(path).awaitText("AI Gateway");

            assertThat(browser.overflow()).as("%s at %d pixels", path, width).isZero();
            assertThat(browser.all(By.cssSelector("main h1"))).hasSize(1);
            assertThat(unlabelled()).as("fields without a label").isEmpty();
        }
        assertThat(browser.complaints()).isEmpty();
    }

    private List<?> unlabelled() {
        return (List<?>)
                browser.run(
                        """
                return [...document.querySelectorAll('main input:not([type=hidden]):not([type=submit]), main select, main textarea')]
                  .filter(field => field.getBoundingClientRect().width > 2 && !field.labels?.length && !field.getAttribute('aria-label')
                      && !field.getAttribute('aria-labelledby'))
                  .map(field => field.id)
                """);
    }

    @Test
    void auditLogShowsWhatChangedLineByLine() {
        admin().open("/virtual-account-edit?yaml=true")
                .type("edit:source", "type: virtual-account\nname: audited\ntags: { env: test }\n")
                .click("edit:save")
                .awaitText("Saved as version");
        browser.open("/virtual-account-edit?name=audited&yaml=true")
                .type("edit:source", "type: virtual-account\nname: audited\ntags: { env: " + SCRIPT + " }\n")
                .click("edit:save")
                .awaitText("Saved as version");

        browser.open("/audit?type=virtual-account&name=audited").awaitText("changed");
        assertThat(browser.all(By.cssSelector(".audit tbody tr"))).hasSize(2);
        assertThat(browser.text(By.cssSelector(".audit tbody")))
                .contains("user:admin", "created")
                .containsPattern("127\\.0\\.0\\.1|0:0:0:0:0:0:0:1");
        pictures("audit");
        browser.click(By.cssSelector(".audit tbody tr:first-child a")).awaitText("Before and after");
        assertThat(browser.text(By.cssSelector(".difference .gone"))).contains("env: test");
        assertThat(browser.text(By.cssSelector(".difference .new"))).contains(SCRIPT);
        assertThat(browser.run("return window.hacked === undefined")).isEqualTo(true);
        pictures("audit-entry");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void userIsMadeGivenAKeyAndPutIntoATeam() {
        admin().open("/user-edit").type("edit:name:in", "zoe@example.com").type("edit:called:in", "Zoe " + SCRIPT);
        browser.type("edit:password:in", "office-zoe-password")
                .click("edit:save")
                .awaitText("Saved as version");
        browser.open("/users?text=zoe").awaitText("zoe@example.com");
        assertThat(browser.text(By.cssSelector("main")))
                .contains(SCRIPT, "member")
                .doesNotContain(Office.ANN);

        browser.click(By.linkText("zoe@example.com")).awaitPath("/user?");
        browser.type("keys:keyName", "hers").click("keys:issue").awaitText("It is not shown again");
        String key = browser.text(By.id("new-key"));
        soon("the new user's key works", () -> office.ask(key, "openai-main/gpt-4o", "Who am I?", false) == 200);
        assertThat(browser.open("/user?name=zoe@example.com").awaitText("hers").source())
                .doesNotContain(key);
        pictures("user");

        browser.open("/team-edit?name=payments");
        browser.suggestion("edit:members:in", "zoe", "zoe@example.com");
        browser.click("edit:save").awaitText("Saved as version");
        browser.open("/teams").awaitText("zoe@example.com");
        pictures("teams");

        assertThat(browser.run("return window.hacked === undefined")).isEqualTo(true);
    }

    @Test
    void identityProviderIsMadeByTheForm() {
        admin().open("/identity-provider-edit")
                .type("edit:name:in", "company")
                .type("edit:issuer:in", "https://login.example.com/")
                .type("edit:jwks:in", "https://login.example.com/certs");
        browser.suggestion("edit:audiences:in", "gateway", "gateway");
        browser.click("edit:save").awaitText("Saved as version");

        browser.open("/identity-providers").awaitText("https://login.example.com/certs");
        assertThat(browser.text(By.cssSelector("main"))).contains("company", "gateway", "member");
        browser.open("/user-edit?name=ann@example.com").awaitText("https://login.example.com/");
    }

    /** To be looked at, at both widths and in both themes, when a folder is named for them. */
    private static void pictures(String name) {
        String folder = System.getProperty(ScreenshotsIT.PROPERTY);
        if (folder == null) {
            return;
        }
        for (String theme : List.of("light", "dark")) {
            for (int width : new int[] {Chromium.DESKTOP, Chromium.PHONE}) {
                browser.theme(theme).size(width, 844).run("location.reload()");
                browser.awaitText("AI Gateway");
                browser.picture(Path.of(folder, "look-" + name + "-" + theme + "-" + width + ".png"));
            }
        }
        browser.size(Chromium.DESKTOP, 800);
    }

    @Test
    void whoIsTurnedAwayFromAPageIsInTheAuditLog() {
        ann().open("/otel").awaitText("Not yours to see");
        assertThat(browser.open("/").awaitText("Overview").text()).doesNotContain("Audit log");
        beNobody();

        admin();
        soon("the denial is kept", () -> browser.open("/audit?type=page&actor=user:" + Office.ANN)
                .awaitText("Audit log")
                .text()
                .contains("/admin/otel"));
        assertThat(browser.text(By.cssSelector(".audit tbody"))).contains("was turned away");
        browser.open("/audit?action=signed-in&actor=user:" + Office.ANN).awaitText("signed in");
    }

    @Test
    void modelIsTriedInThePlaygroundAndTellsWhatItTook() {
        ann().open("/playground?model=openai-main%2Fgpt-4o")
                .await(By.cssSelector("#model option[value='openai-main/gpt-4o']"));
        assertThat(browser.run("return document.getElementById('model').value")).isEqualTo("openai-main/gpt-4o");
        browser.type("system", "You are short.")
                .type("temperature", "0.5")
                .type("question", "Where is <b>order</b> A-1043?");
        browser.click("send").awaitText("the affected orders below").awaitText("tokens");

        assertThat(browser.text(By.cssSelector(".turn.user"))).contains("<b>order</b>");
        // The price of 4o is known: dollars come when the trace is stored.
        browser.await(By.xpath("//*[contains(@class,'cost') and contains(.,'$')]"));
        browser.click(By.linkText("Trace")).awaitPath("/traces/").awaitText("Where is");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void answerThatIsNotStreamedAndOneThatFailsAreShownToo() {
        admin().open("/playground?model=openai-main%2Fgpt-4o-mini").await(By.cssSelector("#model option"));
        browser.click("stream").type("question", "Is it?");
        browser.click("send").awaitText("the affected orders below");
        browser.type("temperature", "7").type("question", SCRIPT);
        browser.click("send").awaitText("tokens");

        assertThat(browser.run("return window.hacked === undefined")).isEqualTo(true);
        browser.click("clear");
        assertThat(browser.all(By.cssSelector(".turn"))).isEmpty();
    }

    @Test
    void callIsShownAsCodeInEveryLanguage() {
        admin().open("/playground?model=production%2Fchat").await(By.cssSelector("#model option"));
        browser.type("system", "Say \"it's\" so.").type("question", "Why?").click("tab-code");

        for (String language : new String[] {"curl", "Python", "JavaScript", "Java", "LangChain4j"}) {
            browser.click(By.xpath("//*[@id='languages']/button[text()='" + language + "']"));
            assertThat(browser.text(By.id("snippet")))
                    .as(language)
                    .contains("production/chat", "Why?", "GATEWAY_API_KEY", "/v1");
        }
    }

    @Test
    void modelIsTestedWhereItIsListed() {
        admin().open("/models").click(By.cssSelector("[data-test-model='openai-main/gpt-4o']"));
        browser.await(By.cssSelector(".try-result .tag.ok"));

        assertThat(browser.text(By.cssSelector(".try-result .tag.ok"))).contains("works");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void modelsOfTheProvidersListAreChosenAndReviewed() {
        admin().open("/models")
                .click(By.cssSelector("[data-import='openai-main']"))
                .awaitText("text-embedding-3-small");
        browser.click(By.cssSelector("#import-list input[value='text-embedding-3-small']"))
                .click("import-add");
        browser.awaitPath("/account");

        assertThat(browser.source()).contains("text-embedding-3-small");
        browser.open("/models");
        assertThat(browser.text()).doesNotContain("openai-main/text-embedding-3-small");
    }

    @Test
    void ticketIsForTheConsolesOwnScriptAlone() {
        ann().open("/playground").await(By.cssSelector("#model option"));

        assertThat(
                        browser.run(
                                "var r = new XMLHttpRequest(); r.open('POST', '/admin/ticket', false); r.send(); return r.status"))
                .isEqualTo(403L);
        assertThat(office.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(office.console() + "/ticket"))
                                .header("X-Console", "1")
                                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()))
                        .body())
                .doesNotContain("token\":");
    }
}
