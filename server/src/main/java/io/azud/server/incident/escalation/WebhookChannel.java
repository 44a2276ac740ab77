// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.escalation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.environment.IncidentPolicy.Webhook;
import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A {@code POST} of the incident as JSON, with its document. Redirects are not followed, and
 * link-local addresses, where clouds keep credentials, are refused.
 */
public final class WebhookChannel implements Channel {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Webhook webhook;
  private final Duration timeout;
  private final HttpClient client;

  public WebhookChannel(Webhook webhook) {
    this(webhook, TIMEOUT);
  }

  WebhookChannel(Webhook webhook, Duration timeout) {
    this.webhook = webhook;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public String target() {
    return address().getHost();
  }

  private URI address() {
    return URI.create(webhook.url().reveal());
  }

  @Override
  public void send(Dispatch dispatch) throws NotSent {
    try {
      refuseLinkLocal();
      HttpResponse<Void> answer = client.send(request(dispatch), BodyHandlers.discarding());
      if (answer.statusCode() / 100 != 2) {
        throw new NotSent("the webhook at " + target() + " answers " + answer.statusCode());
      }
    } catch (IOException e) {
      throw new NotSent(
          "the webhook at "
              + target()
              + " cannot be reached ("
              + e.getClass().getSimpleName()
              + ")",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSent("interrupted", e);
    }
  }

  private void refuseLinkLocal() throws IOException, NotSent {
    for (InetAddress resolved : InetAddress.getAllByName(address().getHost())) {
      if (resolved.isLinkLocalAddress()) {
        throw new NotSent("the webhook at " + target() + " is a link-local address: refused");
      }
    }
  }

  private HttpRequest request(Dispatch dispatch) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address())
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", dispatch.key())
            .POST(BodyPublishers.ofString(body(dispatch)));
    if (!webhook.token().reveal().isEmpty()) {
      request.header("Authorization", "Bearer " + webhook.token().reveal());
    }
    return request.build();
  }

  private static String body(Dispatch dispatch) {
    Incident incident = dispatch.incident();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("key", dispatch.key());
    body.put("text", dispatch.subject());
    body.put("incident", IncidentJson.of(incident));
    body.put("document", dispatch.document());
    body.put("bundle", String.valueOf(dispatch.bundle().getFileName()));
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("incidents are plain values", e);
    }
  }
}
