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
    /** What applications ask; people ask the rest in the playground. */
    private static final List<Topic> TOPICS =
            List.of(Topic.ORDERS, Topic.TICKET, Topic.REFUNDS, Topic.TRANSLATION, Topic.INVOICES);

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
            browser.theme("light").open("/traces?model=production%2Fchat");
            browser.click(By.xpath("//tr[contains(., '" + Topic.ORDERS.question() + "')]//a"));
            browser.awaitPath("/traces/").awaitText("Fourteen: A-1042");
            String trace = browser.path();
            browser.picture(FOLDER.resolve("trace-light.png"));
            shoot(browser, "models", "/models", "production/chat");
            for (String theme : List.of("light", "dark")) {
                browser.theme(theme).open("/playground?model=openai-main%2Fgpt-4o");
                browser.awaitText("a million tokens").type("system", "You help the support team. Be short.");
                browser.type("question", Topic.FAILURES.question()).click("send");
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
            shoot(browser, "audit", "/audit", " entries");
            browser.size(Chromium.PHONE, 844).theme("dark");
            shoot(browser, "phone-overview-dark", "/?range=15m", "Who and what");
            shoot(browser, "phone-trace-dark", trace, "Fourteen: A-1042");
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
            office.ask(key, model, TOPICS.get(random.nextInt(TOPICS.size())).question(), random.nextBoolean());
            Thread.sleep(random.nextInt(150));
        }
    }
}
