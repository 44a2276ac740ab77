// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes a picture of every page, for a person to look at; no part of the build. {@code
 * -Dit.test=ConsolePictures} puts them into {@code target/pictures}.
 */
class ConsolePictures {
  private static final Path PICTURES = Path.of("target", "pictures");

  @TempDir private Path directory;

  @Test
  void areTaken() throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    try (LiveConsole console = new LiveConsole(directory);
        Browser browser = new Browser()) {
      long incident = console.alert("KAFKA_UNREACHABLE", "Pipeline orders: Kafka does not answer");
      console.alert("FRESHNESS_MISSED", "lake lacks records that came more than 60 s ago");
      Map<String, String> pages = new LinkedHashMap<>();
      pages.put("overview", "");
      pages.put("pipeline", "pipelines/orders");
      pages.put("books", "pipelines/orders/books");
      pages.put("deadletters", "pipelines/orders/deadletters");
      pages.put("pipeline-incidents", "pipelines/orders/incidents");
      pages.put("incidents", "incidents");
      pages.put("incident", "incidents/" + incident);
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        take(console, browser.page(1440, 900, "en-US", scheme), "wide-en-" + scheme, pages);
        take(console, browser.page(390, 844, "es-ES", scheme), "phone-es-" + scheme, pages);
      }
      take(console, browser.page(1440, 900, "es-ES", ColorScheme.LIGHT), "wide-es-LIGHT", pages);
      take(console, browser.page(390, 844, "en-US", ColorScheme.LIGHT), "phone-en-LIGHT", pages);
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
            assertThat(page.locator(".timeline li").nth(3)).isVisible();
          }
          page.waitForTimeout(1_000);
          page.screenshot(
              new Page.ScreenshotOptions()
                  .setPath(PICTURES.resolve(look + "-" + name + ".png"))
                  .setFullPage(true));
        });
  }
}
