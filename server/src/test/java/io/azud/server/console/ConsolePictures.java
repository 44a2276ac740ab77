// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes a picture of every page, for a person to look at; no part of the build. {@code
 * -Dit.test=ConsolePictures} puts them into {@code target/pictures}.
 */
class ConsolePictures {
  private static final Path PICTURES = Path.of("target", "pictures");

  private static final Pattern ALL_IS_WELL = Pattern.compile("(Everything flows|Todo fluye)\\.");

  @TempDir private Path directory;

  @Test
  void areTaken() throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    try (LiveConsole console = new LiveConsole(directory);
        Browser browser = new Browser()) {
      Map<String, String> pages = new LinkedHashMap<>();
      pages.put("flowing", "");
      pages.put("pipeline", "pipelines/orders");
      pages.put("books", "pipelines/orders/books");
      pages.put("deadletters", "pipelines/orders/deadletters");
      takeAll(console, browser, pages);

      console.deleteTheTopic();
      long incident = console.alert("TOPIC_MISSING", "Pipeline orders: the topic is gone");
      console.alert("FRESHNESS_MISSED", "Pipeline orders: lake lacks records of 5 minutes");
      pages.clear();
      pages.put("hurting", "");
      pages.put("pipeline-incidents", "pipelines/orders/incidents");
      pages.put("incidents", "incidents");
      pages.put("incident", "incidents/" + incident);
      takeAll(console, browser, pages);
    }
  }

  private static void takeAll(LiveConsole console, Browser browser, Map<String, String> pages) {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (String locale : new String[] {"en-US", "es-ES"}) {
        String look = "-" + locale.substring(0, 2) + "-" + scheme.name().toLowerCase(Locale.ROOT);
        take(console, browser.page(1440, 900, locale, scheme), "wide" + look, pages);
        take(console, browser.page(390, 844, locale, scheme), "phone" + look, pages);
      }
    }
  }

  private static void take(LiveConsole console, Page page, String look, Map<String, String> pages) {
    page.navigate(console.base() + "/login.html#" + console.tokens().operate());
    page.waitForURL(console.base() + "/");
    assertThat(page.locator(".flow").first()).isVisible();
    pages.forEach(
        (name, path) -> {
          page.navigate(console.base() + "/#/" + path);
          assertThat(page.locator("main .card").first()).isVisible();
          if (name.equals("incident")) {
            assertThat(page.locator(".timeline li").nth(2)).isVisible();
            page.locator("details summary").nth(1).click();
          }
          if (name.equals("hurting")) {
            assertThat(page.locator("h1")).not().hasText(ALL_IS_WELL);
          }
          page.waitForTimeout(500);
          page.screenshot(
              new Page.ScreenshotOptions()
                  .setPath(PICTURES.resolve(look + "-" + name + ".png"))
                  .setFullPage(true));
        });
    page.context().close();
  }
}
