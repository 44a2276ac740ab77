// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.PathTemplateMatch;
import java.io.IOException;
import java.util.Deque;
import java.util.Optional;

/** What a route gets to see of a request. Belongs to one thread. */
public final class Request {
  private static final ObjectMapper MAPPER = mapper();

  private final HttpServerExchange exchange;
  private final Optional<Identity> identity;
  private final byte[] body;

  Request(HttpServerExchange exchange, Optional<Identity> identity, byte[] body) {
    this.exchange = exchange;
    this.identity = identity;
    this.body = body;
  }

  private static ObjectMapper mapper() {
    JsonMapper mapper = JsonMapper.builder().build();
    mapper
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build());
    return mapper;
  }

  /** Who asks, on routes that are not open. */
  public User user() {
    return identity
        .map(Identity::user)
        .orElseThrow(() -> new IllegalStateException("an open route has no user"));
  }

  /** Who asks, as far as it is known. */
  public Optional<Identity> identity() {
    return identity;
  }

  /** A name in the route's path. */
  public String path(String name) {
    return exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY).getParameters().get(name);
  }

  public Optional<String> query(String name) {
    Deque<String> values = exchange.getQueryParameters().get(name);
    return values == null || values.peekFirst() == null || values.peekFirst().isEmpty()
        ? Optional.empty()
        : Optional.of(values.peekFirst());
  }

  public String query(String name, String otherwise) {
    return query(name).orElse(otherwise);
  }

  /**
   * @throws Refusal when it is not a number in these bounds
   */
  public long number(String name, long otherwise, long least, long most) {
    Optional<String> text = query(name);
    return text.isEmpty() ? otherwise : number(name, text.get(), least, most);
  }

  /** A number in the route's path. */
  public long pathNumber(String name) {
    return number(name, path(name), 0, Long.MAX_VALUE);
  }

  private static long number(String name, String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw Refusal.badRequest(name + " must be a whole number from " + least + " to " + most);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  public Optional<String> cookie(String name) {
    return Optional.ofNullable(exchange.getRequestCookie(name)).map(cookie -> cookie.getValue());
  }

  /** The address that the connection comes from. */
  String peer() {
    return exchange.getSourceAddress().getAddress().getHostAddress();
  }

  public byte[] body() {
    return body;
  }

  /**
   * The body as a JSON object.
   *
   * @throws Refusal when it is not one
   */
  public JsonNode json() {
    try {
      JsonNode json = MAPPER.readTree(body);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // the message may quote the body
    } catch (IOException e) {
      throw new IllegalStateException("the body is in memory", e);
    }
    throw Refusal.badRequest("the body must be a JSON object");
  }

  HttpServerExchange exchange() {
    return exchange;
  }
}
