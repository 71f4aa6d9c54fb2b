package aigateway.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;

/**
 * Takes the README's pictures of a console with traffic in it, when the system property {@code console.screenshots} names
 * a folder for them.
 */
@EnabledIfSystemProperty(named = ScreenshotsIT.PROPERTY, matches = ".+")
class ScreenshotsIT {

    static final String PROPERTY = "console.screenshots";

    private static final int REQUESTS = 400;
    private static final Path FOLDER = Path.of(System.getProperty(PROPERTY, "target/screenshots"));
    private static final List<String> MODELS =
            List.of("openai-main/gpt-4o", "production/chat", "openai-main/gpt-4o-mini", "local/llama-3.1-8b");
    private static final List<String> QUESTIONS = List.of(
            "Which orders of this morning could not be paid?",
            "Summarise this ticket in two sentences for the engineer on call.",
            "Is the refund policy the same for orders above 200 euros?",
            "Translate the product text into Dutch: waterproof hiking boots.",
            "Which invoices of October are still open?");

    @Test
    void picturesOfEveryScreen() throws Exception {
        try (Office office = new Office();
                Chromium browser = new Chromium(office.console())) {
            work(office);
            browser.signIn("admin", Office.ADMIN_PASSWORD).awaitId("session:signOut");
            for (String theme : List.of("light", "dark")) {
                browser.theme(theme);
                shoot(browser, "overview-" + theme, "/?range=15m", "Who and what");
                shoot(browser, "traces-" + theme, "/traces?range=15m", "answered");
            }
            browser.theme("light").open("/traces?model=production%2Fchat").click(By.cssSelector("a.name"));
            browser.awaitPath("/traces/").awaitText("The payment provider timed out");
            String trace = browser.path();
            browser.picture(FOLDER.resolve("trace-light.png"));
            shoot(browser, "models", "/models", "production/chat");
            for (String theme : List.of("light", "dark")) {
                browser.theme(theme).open("/playground?model=openai-main%2Fgpt-4o");
                browser.awaitText("a million tokens").type("system", "You help the support team. Be short.");
                browser.type("question", "Why do payments fail since this morning?")
                        .click("send");
                browser.awaitText("the affected orders below")
                        .await(By.xpath("//*[contains(@class,'cost') and contains(.,'$')]"));
                browser.picture(FOLDER.resolve("playground-" + theme + ".png"));
            }
            browser.theme("light");
            shoot(browser, "account", "/account?name=openai-main", "API key");
            shoot(browser, "rate-limits", "/rate-limits", "virtualaccount:checkout");
            shoot(browser, "routing", "/routing?subject=virtualaccount%3Acheckout&model=prod-chat", "decides");
            shoot(browser, "budgets", "/budgets", "everything");
            shoot(browser, "delivery", "/delivery", "The store of this console");
            browser.open("/virtual-account?name=support-bot").type("keys:keyName", "production");
            browser.click("keys:issue").awaitText("It is not shown again");
            browser.picture(FOLDER.resolve("virtual-account.png"));
            browser.size(Chromium.PHONE, 844).theme("dark");
            shoot(browser, "phone-overview-dark", "/?range=15m", "Who and what");
            shoot(browser, "phone-trace-dark", trace, "The payment provider timed out");
            shoot(browser, "phone-delivery-dark", "/delivery", "The store of this console");
        }

        try (Stream<Path> pictures = Files.list(FOLDER)) {
            assertThat(pictures.filter(file -> file.toString().endsWith(".png")))
                    .hasSizeGreaterThanOrEqualTo(12);
        }
    }

    private static void shoot(Chromium browser, String name, String path, String awaited) {
        browser.open(path).awaitText(awaited).picture(FOLDER.resolve(name + ".png"));
    }

    private static void work(Office office) throws InterruptedException {
        Random random = new Random(11);
        for (int i = 0; i < REQUESTS; i++) {
            String key = random.nextInt(3) == 0 ? Office.SUPPORT_KEY : Office.CHECKOUT_KEY;
            String model = MODELS.get((int) (Math.pow(random.nextDouble(), 1.7) * MODELS.size()));
            office.ask(key, model, QUESTIONS.get(random.nextInt(QUESTIONS.size())), random.nextBoolean());
            Thread.sleep(random.nextInt(150));
        }
    }
}
