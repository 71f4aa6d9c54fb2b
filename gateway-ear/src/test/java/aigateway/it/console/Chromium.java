package aigateway.it.console;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.FluentWait;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person's browser: the system's Chromium, without a window, with nothing remembered from before. */
final class Chromium implements AutoCloseable {

    static final int DESKTOP = 1280;
    static final int PHONE = 390;

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String DRIVER = "chromedriver";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI console;
    private final ChromeDriver driver;
    private int width = DESKTOP;

    Chromium(URI console) {
        this.console = console;
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath(NAMES.stream()));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + temporaryDirectory());
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File(onPath(Stream.of(DRIVER))))
                        .build(),
                options);
        size(DESKTOP, 800);
    }

    /** Whether it and its driver are installed. */
    static boolean isHere() {
        return found(NAMES.stream()).isPresent() && found(Stream.of(DRIVER)).isPresent();
    }

    private static String onPath(Stream<String> names) {
        return found(names)
                .orElseThrow(() -> new IllegalStateException("Install chromium and chromedriver"))
                .toString();
    }

    private static Optional<Path> found(Stream<String> names) {
        return names.flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("console-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if the browser had never been here. */
    Chromium forget() {
        open("/jakarta.faces.resource/mark.svg.xhtml?ln=console");
        signOutElsewhere();
        complaints();
        return size(DESKTOP, 800);
    }

    /** The page that is open does not hear of it. */
    Chromium signOutElsewhere() {
        driver.manage().deleteAllCookies();
        return this;
    }

    Chromium size(int wide, int high) {
        width = wide;
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", wide, "height", high, "deviceScaleFactor", 1, "mobile", wide < 600));
        return this;
    }

    /** As if its cable were pulled, until it is online again. */
    Chromium offline(boolean offline) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        return this;
    }

    /** {@code light} or {@code dark}, as the switch in the menu would. */
    Chromium theme(String theme) {
        driver.manage().addCookie(new Cookie.Builder("theme", theme).path("/").build());
        return this;
    }

    Chromium open(String path) {
        driver.get(console + path);
        return this;
    }

    Chromium signIn(String user, String password) {
        open("/sign-in");
        type("signIn:name", user);
        type("signIn:password", password);
        click("signIn:submit");
        return this;
    }

    /** Where the browser is, below the console's root. */
    String path() {
        return driver.getCurrentUrl().substring(console.toString().length());
    }

    Chromium click(String id) {
        click(By.id(id));
        return this;
    }

    /** Once: what is replaced while it is looked at was not clicked, and what came in its place is. */
    Chromium click(By by) {
        waiting(PATIENCE).withMessage(() -> "click on " + by).until(onOnePage(coming -> {
            ((JavascriptExecutor) driver)
                    .executeScript("arguments[0].scrollIntoView({block:'center'})", coming.findElement(by));
            WebElement element = ExpectedConditions.elementToBeClickable(by).apply(coming);
            if (element == null) {
                return false;
            }
            element.click();
            return true;
        }));
        return this;
    }

    Chromium type(String id, String text) {
        WebElement field = await(ExpectedConditions.elementToBeClickable(By.id(id)));
        field.clear();
        field.sendKeys(text);
        return this;
    }

    /**
     * Types what a field makes suggestions of and takes the one that says so. They come and go with each letter: one may
     * go in the moment it is clicked, and a person types again when none comes.
     */
    Chromium suggestion(String id, String text, String value) {
        By suggested = By.cssSelector("[data-item-value='" + value + "']");
        waiting(PATIENCE).ignoring(WebDriverException.class).until(typing -> {
            type(id + "_input", text);
            return waiting(Duration.ofSeconds(5))
                    .ignoring(WebDriverException.class)
                    .until(coming -> {
                        coming.findElement(suggested).click();
                        return true;
                    });
        });
        return this;
    }

    Chromium choose(String id, String value) {
        new Select(await(ExpectedConditions.elementToBeClickable(By.id(id)))).selectByValue(value);
        return this;
    }

    /** Waits until the page says something. */
    Chromium awaitText(String text) {
        await(ExpectedConditions.textToBePresentInElementLocated(By.tagName("body"), text));
        return this;
    }

    Chromium awaitId(String id) {
        await(ExpectedConditions.presenceOfElementLocated(By.id(id)));
        return this;
    }

    Chromium awaitNo(String id) {
        await(ExpectedConditions.numberOfElementsToBe(By.id(id), 0));
        return this;
    }

    Chromium await(By by) {
        await(ExpectedConditions.presenceOfElementLocated(by));
        return this;
    }

    Chromium awaitPath(String path) {
        await(ignored -> path().startsWith(path));
        return this;
    }

    String text() {
        return text(By.tagName("body"));
    }

    String text(By by) {
        return await(page -> {
            WebElement element =
                    ExpectedConditions.visibilityOfElementLocated(by).apply(page);
            return element == null ? null : element.getText();
        });
    }

    String value(String id) {
        return String.valueOf(driver.findElement(By.id(id)).getDomProperty("value"));
    }

    List<WebElement> all(By by) {
        return driver.findElements(by);
    }

    String title() {
        return driver.getTitle();
    }

    Cookie cookie(String name) {
        return driver.manage().getCookieNamed(name);
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    String source() {
        return driver.getPageSource();
    }

    /** How many pixels the page is wider than the window, or a table in it than its card. */
    long overflow() {
        return (Long)
                run(
                        """
                return Math.max(...[document.documentElement, ...document.querySelectorAll('.table-scroll')]
                  .map(box => box.scrollWidth - box.clientWidth))
                """);
    }

    /** What the browser complained about since the last question: blocked scripts, missing files, errors. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** A picture of the whole page. */
    void picture(Path file) {
        long high = (Long) run("return document.documentElement.scrollHeight");
        size(width, (int) Math.max(width < 600 ? 844 : 800, Math.min(high, 1_600)));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        size(width, 800);
    }

    private <T> T await(ExpectedCondition<T> condition) {
        return waiting(PATIENCE).until(onOnePage(condition));
    }

    /**
     * The same, asked again when the page was left between finding an element and looking at it. The driver has a word
     * for that, which it does not find while the next page takes the last one's place: then it passes on Chromium's.
     */
    private static <T> ExpectedCondition<T> onOnePage(ExpectedCondition<T> condition) {
        return page -> {
            try {
                return condition.apply(page);
            } catch (StaleElementReferenceException e) {
                return null;
            } catch (WebDriverException e) {
                if (String.valueOf(e.getMessage()).contains("does not belong to the document")) {
                    return null;
                }
                throw e;
            }
        };
    }

    private FluentWait<WebDriver> waiting(Duration most) {
        return new WebDriverWait(driver, most);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
