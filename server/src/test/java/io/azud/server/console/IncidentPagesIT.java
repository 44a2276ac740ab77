// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The incidents of the console in a real browser: who may do what, and that it is done. */
class IncidentPagesIT {
  @TempDir static Path directory;

  private static LiveConsole console;
  private static Browser browser;

  @BeforeAll
  static void start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    console = new LiveConsole(directory);
    browser = new Browser();
  }

  @AfterAll
  static void stop() {
    browser.close();
    console.close();
  }

  @AfterEach
  void nothingWentWrongInThePage() {
    assertThat(browser.complaints()).isEmpty();
  }

  private static Page logIn(String token) {
    Page page = browser.page(1440, 900, "en-US", ColorScheme.LIGHT);
    page.navigate(console.base() + "/login.html#" + token);
    page.waitForURL(console.base() + "/");
    return page;
  }

  private static Page at(String token, long incident) {
    Page page = logIn(token);
    page.navigate(console.base() + "/#/incidents/" + incident);
    assertThat(page.locator(".timeline")).containsText("Opened");
    return page;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator said(Page page) {
    return page.locator("p.note");
  }

  @Test
  void anOperatorTakesAnIncidentThroughLevel1() throws Exception {
    long id = console.alert("KAFKA_UNREACHABLE", "no broker answers");
    Page page = at(console.tokens().operate(), id);
    assertThat(page.locator(".timeline")).containsText("Escalated");

    button(page, "Diagnose").click();
    assertThat(said(page)).containsText("nothing is broken now");
    button(page, "What would the remedy do?").click();
    assertThat(said(page)).containsText("wait_and_retry");
    assertThat(page.locator(".timeline")).not().containsText("Remedy started");
    button(page, "Escalate").click();
    assertThat(said(page)).containsText("incident-" + id + "-0.zip");
    button(page, "Apply the remedy").click();
    assertThat(page.locator(".timeline")).containsText("Remedy helped");
    assertThat(page.locator("header .chip")).hasText("resolved");
    assertThat(button(page, "Diagnose")).hasCount(0);
  }

  @Test
  void aReaderLooksAndKeepsTheStory() throws Exception {
    long id = console.alert("TOPIC_MISSING", "the topic is gone");
    Page page = at(console.tokens().read(), id);
    for (String step :
        new String[] {
          "Diagnose",
          "What would the remedy do?",
          "Apply the remedy",
          "Escalate",
          "Mark as resolved"
        }) {
      assertThat(button(page, step)).hasCount(0);
    }
    Download file = page.waitForDownload(() -> page.getByText("Export").click());
    assertThat(file.suggestedFilename()).isEqualTo("incident-" + id + ".md");
    assertThat(Files.readString(file.path())).contains("TOPIC_MISSING", "the topic is gone");
  }

  @Test
  void aReaderIsRefusedWhatThePageDoesNotOffer() throws Exception {
    long id = console.alert("STORE_UNREACHABLE", "no store");
    for (String step : new String[] {"diagnose", "plan", "remedy", "escalate", "resolve"}) {
      HttpResponse<String> refused =
          post("/api/incidents/" + id + "/" + step, console.tokens().read(), "{\"why\": \"x\"}");
      assertThat(refused.statusCode()).as(step).isEqualTo(403);
    }
  }

  @Test
  void theDoorForAlertsIsShutToStrangers() throws Exception {
    String alert = LiveConsole.notification("KAFKA_UNREACHABLE", "a stranger's");
    for (String token :
        new String[] {"", "wrong", console.tokens().read(), console.tokens().operate()}) {
      assertThat(post("/api/alerts/alertmanager", token, alert).statusCode()).isEqualTo(401);
      assertThat(post("/api/alerts/grafana", token, alert).statusCode()).isEqualTo(401);
    }
    String huge = alert + " ".repeat(2 << 20);
    String token = console.tokens().alerts();
    assertThat(post("/api/alerts/alertmanager", token, huge).statusCode()).isEqualTo(413);
    assertThat(post("/api/alerts/alertmanager", token, "{").statusCode()).isEqualTo(400);
    assertThat(get("/api/incidents?state=all", console.tokens().read()))
        .doesNotContain("a stranger's");
  }

  @Test
  void isOpenToPeopleWhoDoNotSeeOrUseAMouse() throws Exception {
    long id = console.alert("POSTGRES_UNREACHABLE", "no database");
    Page page = at(console.tokens().operate(), id);
    assertThat(page.locator(".timeline")).containsText("Diagnosed");
    page.locator("details summary").first().click();
    assertThat(new AxeBuilder(page).analyze().getViolations().stream().map(Rule::toString))
        .isEmpty();
  }

  private static HttpResponse<String> post(String path, String token, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(console.base() + path))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  private static String get(String path, String token) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(console.base() + path))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofString())
        .body();
  }
}
