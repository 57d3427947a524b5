package io.widthwise.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.widthwise.console.live.LadderRung;
import io.widthwise.console.tally.Rung;
import io.widthwise.schemas.FrameResult;
import io.widthwise.schemas.Outcome;
import io.widthwise.schemas.Timings;
import io.widthwise.schemas.TopicNames;
import io.widthwise.schemas.quarantine.QuarantineCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser, while results come. Pictures of it are left in {@code target}. */
@Timeout(180)
class PageIT {
  private static final Path PICTURES = Path.of("target/page");
  private static final TopicNames TOPICS = new TopicNames("page.");
  private static final int CAMERAS = 60;
  private static final double PATIENCE_MILLIS = 30_000;
  private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
      new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);

  @TempDir static Path directory;
  private static Chromium chromium;
  private static Pipeline pipeline;
  private static Console console;
  private static ScheduledExecutorService cameras;
  private static long sequence;

  @BeforeAll
  static void start() throws Exception {
    chromium = Chromium.start();
    pipeline = Pipeline.start(directory.resolve("broker"));
    pipeline.create(TOPICS);
    for (int i = 0; i < 12; i++) {
      pipeline.quarantine(
          TOPICS,
          name(i),
          i % 3 == 0 ? QuarantineCode.OVER_LIMIT : QuarantineCode.INVALID_IMAGE,
          i % 3 == 0
              ? "the picture has 120 megapixels, and 50 are allowed"
              : "the JPEG ends in the middle of a scan, after 18231 bytes");
    }
    List<LadderRung> ladder = new ArrayList<>();
    for (double width : new double[] {0.25, 0.5, 0.75, 1}) {
      ladder.add(new LadderRung(Rung.of(TestResults.variant(width)), 0.5 + width * 0.4));
    }
    console =
        Console.start(
            ConsoleSettings.of(pipeline.access(), TOPICS, directory.resolve("state"))
                .withLadder(ladder));
    console.awaitRunning(Duration.ofSeconds(60));
    cameras = Executors.newSingleThreadScheduledExecutor();
    cameras.scheduleAtFixedRate(PageIT::publish, 0, 200, TimeUnit.MILLISECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    if (chromium == null) {
      return;
    }
    cameras.shutdown();
    cameras.awaitTermination(10, TimeUnit.SECONDS);
    console.close();
    pipeline.close();
    chromium.close();
  }

  private static String name(int camera) {
    return "hall-%d/camera-%02d".formatted(camera / 20, camera);
  }

  private static void publish() {
    try {
      Instant now = Instant.now();
      sequence++;
      for (int i = 0; i < CAMERAS; i++) {
        FrameResult result = result(i, now);
        if (i < 8) {
          Instant appended =
              pipeline.publish(TOPICS, name(i), sequence, now, Pipeline.picture(i, sequence));
          result.setTimings(Timings.newBuilder(result.getTimings()).setAdmitted(appended).build());
        }
        pipeline.publish(TOPICS, result);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static FrameResult result(int camera, Instant now) {
    int millis = 14 + (int) ((camera * 7 + sequence * 3) % 40);
    double width = new double[] {1, 1, 0.75, 0.5, 0.25}[(int) ((camera + sequence / 10) % 5)];
    if (camera % 20 == 13) {
      return TestResults.of(
          name(camera),
          sequence,
          now,
          Duration.ofMillis(130),
          Outcome.LATE,
          "done 30 ms late",
          width);
    }
    if (camera % 20 == 17) {
      return TestResults.of(
          name(camera),
          sequence,
          now,
          Duration.ofMillis(80),
          Outcome.SHED,
          "20 ms are left and the fastest model takes 24 ms",
          width);
    }
    return TestResults.of(
        name(camera), sequence, now, Duration.ofMillis(millis), Outcome.CLASSIFIED, null, width);
  }

  /** A page that collects what a developer would see go wrong. */
  private static Page open(BrowserContext context, List<String> faults) {
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            faults.add(message.text());
          }
        });
    page.onPageError(faults::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(console.address().toString())
              && !request.url().startsWith("data:")
              && !request.url().startsWith("blob:")) {
            faults.add("asks " + request.url());
          }
        });
    page.navigate(console.address().toString());
    assertThat(page.locator(".pill")).containsText("Live", PATIENTLY);
    assertThat(page.locator("#fleet-title + span")).containsText(CAMERAS + " cameras", PATIENTLY);
    return page;
  }

  private static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }

  @Test
  void showsWhatComesAsItComes() {
    List<String> faults = new CopyOnWriteArrayList<>();
    try (BrowserContext context =
        chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1440, 900))) {
      Page page = open(context, faults);
      assertThat(page.locator(".kpi .value").first()).not().hasText("–");
      page.locator("#cameras").scrollIntoViewIfNeeded();
      Locator pictures = page.locator(".tile img");
      assertThat(pictures)
          .hasCount(8, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
      String before = pictures.first().getAttribute("src");
      assertThat(pictures.first())
          .not()
          .hasAttribute(
              "src",
              before,
              new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));

      page.locator("#fleet").scrollIntoViewIfNeeded();
      page.keyboard().press("/");
      page.keyboard().type("camera-13");
      assertThat(page.locator(".rows .row")).hasCount(1);
      assertThat(page.locator(".rows .row .badge")).hasText("Late");
      page.keyboard().press("Escape");
      page.locator("#fleet .segments button", new Page.LocatorOptions().setHasText("Shed")).click();
      assertThat(page.locator(".rows .row")).hasCount(3);
      page.locator("#fleet .segments button", new Page.LocatorOptions().setHasText("All")).click();
      page.locator(".row.header button", new Page.LocatorOptions().setHasText("Latency")).click();
      assertThat(page.locator("[aria-sort=ascending]")).containsText("Latency");

      page.locator("#quarantine li button").first().click();
      assertThat(page.locator("#quarantine dl")).containsText("page.frames.raw-2@17");
      assertThat(page.locator(".reasons"))
          .containsText("# ms are left and the fastest model takes # ms");
      picture(page, "light");
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void isUsableInTheDarkOnAPhoneAndWithAKeyboard() {
    List<String> faults = new CopyOnWriteArrayList<>();
    try (BrowserContext context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(390, 844)
                    .setDeviceScaleFactor(2)
                    .setHasTouch(true)
                    .setColorScheme(ColorScheme.DARK))) {
      Page page = open(context, faults);
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
          .as("nothing sticks out to the right")
          .isLessThanOrEqualTo(390);
      page.locator("#cameras").scrollIntoViewIfNeeded();
      assertThat(page.locator(".tile img"))
          .hasCount(4, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
      picture(page, "phone-dark");
      page.evaluate("scrollTo(0, 0)");
      page.keyboard().press("Tab");
      assertThat(page.locator(":focus")).hasText("Skip to the cameras");
    }
    try (BrowserContext context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(1440, 900)
                    .setColorScheme(ColorScheme.DARK))) {
      Page page = open(context, faults);
      page.locator("#cameras").scrollIntoViewIfNeeded();
      assertThat(page.locator(".tile img"))
          .hasCount(8, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
      picture(page, "dark");
      page.locator("button.icon").press("Enter");
      assertThat(page.locator("html")).hasAttribute("data-theme", "light");
    }
    assertThat(faults).isEmpty();
  }
}
