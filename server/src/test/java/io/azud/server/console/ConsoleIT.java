// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.azud.engine.verify.VerifyReport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What people do in the console, in a real browser over the real platform. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
  private static final java.util.regex.Pattern THE_FLOW_IN_WORDS =
      java.util.regex.Pattern.compile(".*orders.raw: 900 records.*");

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

  private static Page wide() {
    return browser.page(1440, 900, "en-US", ColorScheme.LIGHT);
  }

  private static Page phone(String locale) {
    return browser.page(390, 844, locale, ColorScheme.DARK);
  }

  private static Page logIn(Page page, String token) {
    page.navigate(console.base() + "/login.html#" + token);
    page.waitForURL(console.base() + "/");
    assertThat(heading(page)).not().hasText("Looking at the pipelines…");
    return page;
  }

  private static Page operator() {
    return logIn(wide(), console.tokens().operate());
  }

  private static Page reader() {
    return logIn(wide(), console.tokens().read());
  }

  private static Locator heading(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  @Order(1)
  void sendsWhoeverIsNotLoggedInToTheLogin() {
    Page page = wide();
    page.navigate(console.base() + "/");
    page.waitForURL("**/login.html");
    page.getByLabel("Token").fill("not a token of this server");
    // The browser itself notes the refused request.
    button(page, "Log in").click();
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("This is not a token of this server.");
    assertThat(browser.complaints()).allMatch(text -> text.contains("401"));
    browser.complaints().clear();
    page.getByLabel("Token").fill(console.tokens().read());
    button(page, "Log in").click();
    assertThat(heading(page)).hasText("Everything flows.");
  }

  @Test
  @Order(2)
  void keepsTheTokenOutOfTheAddress() {
    Page page = operator();
    assertThat(page.url()).doesNotContain(console.tokens().operate());
    page.goBack();
    assertThat(page.url()).doesNotContain(console.tokens().operate());
  }

  @Test
  @Order(3)
  void showsThePipelineFromItsTopicToItsStores() {
    Page page = reader();
    Locator river = page.getByRole(AriaRole.IMG);
    assertThat(river).hasAttribute("aria-label", THE_FLOW_IN_WORDS);
    assertThat(page.locator("svg")).not().hasCount(0);
    assertThat(page.locator(".flow")).containsText("up to date");
    assertThat(page.locator(".flow")).containsText("180 records");
  }

  @Test
  @Order(4)
  void showsTheBooksOfTheBatch() {
    Page page = reader();
    link(page, "orders").click();
    link(page, "Books").click();
    Locator row = page.locator("tbody tr").first();
    assertThat(row).containsText("720");
    assertThat(row).containsText("180");
    assertThat(row).containsText("balance");
  }

  @Test
  @Order(5)
  void coversTheRecordsForReaders() {
    Page page = reader();
    page.navigate(console.base() + "/#/pipelines/orders/deadletters");
    assertThat(page.locator("main")).containsText("total_is_positive");
    page.locator("tbody tr").first().click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("A rejected record");
    assertThat(dialog.getByText("Show the original bytes")).hasCount(0);
    page.keyboard().press("Escape");
    assertThat(dialog).not().isVisible();
    assertThat(button(page, "Redrive…")).hasCount(0);
  }

  @Test
  @Order(6)
  void showsTheOriginalBytesToOperatorsAndNotesIt() throws Exception {
    Page page = operator();
    page.navigate(console.base() + "/#/pipelines/orders/deadletters");
    page.locator("button.reason", new Page.LocatorOptions().setHasText("not_an_object")).click();
    page.locator("tbody tr").first().click();
    button(page, "Show the original bytes").click();
    assertThat(page.locator("dialog pre")).hasText("not json");
    assertThat(console.audit())
        .singleElement()
        .asString()
        .startsWith(
            "operator deadletter.show: looked at the content of the dead letter at partition");
  }

  @Test
  @Order(7)
  void bringsDeadLettersBack() throws Exception {
    Page page = operator();
    page.navigate(console.base() + "/#/pipelines/orders/deadletters");
    page.locator("button.reason", new Page.LocatorOptions().setHasText("total_is_positive"))
        .click();
    assertThat(page.locator("tbody")).not().containsText("JSON");
    button(page, "Redrive…").click();
    button(page, "Try without changing anything").click();
    Locator report = page.locator("dialog .facts");
    assertThat(report).containsText("Would pass now");
    assertThat(report).containsText("90");
    button(page, "Recover 90 records").click();
    assertThat(report).containsText("Recovered");
    page.getByRole(AriaRole.DIALOG)
        .getByText("Close", new Locator.GetByTextOptions().setExact(true))
        .click();
    page.getByLabel("Which ones").selectOption("recovered");
    assertThat(page.locator(".reasons")).containsText("total_is_positive");

    VerifyReport verified = console.verify();
    assertThat(verified.balanced()).as(verified.toString()).isTrue();
    assertThat(verified.sinks().get("lake").stream().mapToLong(check -> check.recovered()).sum())
        .isEqualTo(90);
    assertThat(console.audit()).anyMatch(act -> act.startsWith("operator deadletter.redrive: 90"));
  }

  @Test
  @Order(8)
  void speaksSpanishOnAPhoneInTheDark() {
    Page page = logIn(phone("es-ES"), console.tokens().read());
    assertThat(heading(page)).hasText("Todo fluye.");
    assertThat(link(page, "Incidencias")).isVisible();
    assertThat(
            (boolean)
                page.evaluate(
                    "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as("nothing is wider than the phone")
        .isTrue();
    button(page, "Switch to English").click();
    assertThat(heading(page)).hasText("Everything flows.");
    page.reload();
    assertThat(heading(page)).hasText("Everything flows.");
  }

  @Test
  @Order(9)
  void goesByKeyboardAlone() {
    Page page = reader();
    page.keyboard().press("Tab");
    assertThat(link(page, "Skip to content")).isFocused();
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    assertThat(link(page, "orders")).isFocused();
    page.keyboard().press("Enter");
    assertThat(heading(page)).hasText("orders");
  }

  @Test
  @Order(10)
  void isOpenToPeopleWhoDoNotSeeOrUseAMouse() {
    for (Page page : List.of(operator(), logIn(phone("en-US"), console.tokens().operate()))) {
      for (String path :
          List.of(
              "",
              "pipelines/orders",
              "pipelines/orders/books",
              "pipelines/orders/deadletters",
              "incidents")) {
        page.navigate(console.base() + "/#/" + path);
        page.waitForLoadState();
        assertThat(page.locator("main .card").first()).isVisible();
        List<String> found =
            new AxeBuilder(page).analyze().getViolations().stream().map(Rule::toString).toList();
        assertThat(found).as(path).isEmpty();
      }
    }
  }

  @Test
  @Order(11)
  void opensAnIncidentForAnAlertAndClosesItWithAReason() throws Exception {
    String alert =
        "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"labels\":"
            + "{\"alertname\":\"AzudLagTooHigh\",\"pipeline\":\"orders\",\"severity\":\"warning\"},"
            + "\"annotations\":{\"summary\":\"orders is behind\"},\"startsAt\":\"2026-11-23T12:00:00Z\","
            + "\"fingerprint\":\"0011223344556677\"}]}";
    HttpResponse<String> first = deliver(alert);
    HttpResponse<String> again = deliver(alert);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(again.body()).as("folded").isEqualTo(first.body());

    Page page = operator();
    link(page, "Incidents 1").or(link(page, "Incidents1")).click();
    page.locator("a.incident").first().click();
    assertThat(page.locator(".timeline")).containsText("Opened");
    page.getByLabel("How do you know?").fill("the lag is gone");
    button(page, "Mark as resolved").click();
    assertThat(page.locator(".timeline")).containsText("the lag is gone");
  }

  private static HttpResponse<String> deliver(String alert) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(console.base() + "/api/alerts/alertmanager"))
                .header("Authorization", "Bearer " + console.tokens().alerts())
                .POST(BodyPublishers.ofString(alert))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  @Order(12)
  void showsNumbersToPrometheus() throws Exception {
    HttpResponse<String> reply =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(console.base() + "/metrics")).build(),
                BodyHandlers.ofString());
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).contains("azud_sink_lag_records{pipeline=\"orders\",sink=\"lake\"}");
  }
}
