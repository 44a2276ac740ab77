// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.environment.Logs.Elasticsearch;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log in Elasticsearch or OpenSearch, by the search API that both have. A line counts once,
 * however often a shipper has brought it.
 */
final class ElasticLog implements LogReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** What a store gives in one answer unless it is told otherwise. */
  private static final int PAGE = 10_000;

  private final Elasticsearch store;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  ElasticLog(Elasticsearch store) {
    this.store = store;
  }

  @Override
  public String place() {
    return store.index() + " at " + store.url();
  }

  @Override
  public List<LogLine> find(LogQuery query) {
    Map<String, LogLine> once = new LinkedHashMap<>();
    for (JsonNode hit : ask(query).path("hits").path("hits")) {
      Optional<LogLine> line = EcsLine.of(hit.path("_source"));
      line.filter(query::holds).ifPresent(each -> once.putIfAbsent(each.identity(), each));
    }
    List<LogLine> found = new ArrayList<>(once.values());
    found.sort(LogLine.IN_ORDER);
    return found;
  }

  private JsonNode ask(LogQuery query) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    store.url().replaceAll("/+$", "")
                        + "/"
                        + store.index()
                        + "/_search?ignore_unavailable=true&allow_no_indices=true"))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body(query).toString()));
    authorization().ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<String> answer =
          client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      require(answer);
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AzudException(
          ErrorCode.LOGS_REFUSED,
          "what answers at " + store.url() + " is no log store; correct logs.elasticsearch.url",
          e);
    } catch (IOException e) {
      throw unreachable(e.getClass().getSimpleName(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted", e);
    }
  }

  private void require(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == 429 || status >= 500) {
      throw unreachable("it answers " + status, null);
    }
    if (status != 200) {
      throw new AzudException(
          ErrorCode.LOGS_REFUSED,
          "the log store at "
              + store.url()
              + " refuses to search "
              + store.index()
              + " (it answers "
              + status
              + "); compare logs.elasticsearch in the environment file with what it knows");
    }
  }

  private AzudException unreachable(String why, Throwable cause) {
    return new AzudException(
        ErrorCode.LOGS_UNREACHABLE,
        "the log store at "
            + store.url()
            + " cannot be reached ("
            + why
            + "); see that it is up and logs.elasticsearch.url is right, or read this machine's own"
            + " log with --from files",
        cause);
  }

  private Optional<String> authorization() {
    if (!store.apiKey().reveal().isEmpty()) {
      return Optional.of("ApiKey " + store.apiKey().reveal());
    }
    if (store.user().isEmpty()) {
      return Optional.empty();
    }
    String both = store.user() + ":" + store.password().reveal();
    return Optional.of(
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
  }

  /** Phrases match whole keywords, and texts too where the index template is not installed. */
  private static ObjectNode body(LogQuery query) {
    ObjectNode body = JSON.createObjectNode();
    body.put("size", Math.min(query.limit(), PAGE));
    ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
    query
        .fields()
        .forEach((field, value) -> filter.addObject().putObject("match_phrase").put(field, value));
    filter
        .addObject()
        .putObject("range")
        .putObject("@timestamp")
        .put("gte", query.since().toString());
    ArrayNode levels = filter.addObject().putObject("bool").putArray("should");
    query
        .least()
        .names()
        .forEach(name -> levels.addObject().putObject("match").put("log.level", name));
    ArrayNode sort = body.putArray("sort");
    sort.addObject().putObject("@timestamp").put("order", "desc").put("unmapped_type", "date");
    sort.addObject().putObject("event.sequence").put("order", "desc").put("unmapped_type", "long");
    return body;
  }
}
