// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.yaml;

import io.azud.engine.definition.yaml.YamlNode.Entry;
import io.azud.engine.definition.yaml.YamlNode.Mapping;
import io.azud.engine.definition.yaml.YamlNode.Scalar;
import io.azud.engine.definition.yaml.YamlNode.Scalar.Kind;
import io.azud.engine.definition.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * Reads one YAML 1.2 document as plain data: no tags, anchors or aliases, and bounded depth and
 * size.
 *
 * <p>It works on the parser's event stream, which does not recurse, so that hostile depth is
 * refused before it costs a stack; and so that a duplicate key is one finding among others and not
 * the end.
 */
public final class YamlParser {
  static final int MAX_DEPTH = 50;
  static final int MAX_VALUES = 100_000;

  private static final CoreScalarResolver RESOLVER = new CoreScalarResolver(false);
  private static final String ONE_DOCUMENT =
      "a second document begins here: a file holds exactly one";
  private static final String EMPTY = "the file is empty: it begins with apiVersion: azud/v1";

  private final Iterator<Event> events;
  private final Problems problems;
  private int depth;
  private int values;

  private YamlParser(Iterator<Event> events, Problems problems) {
    this.events = events;
    this.problems = problems;
  }

  /** The document; empty when it could not be read to its end, and then there is a finding. */
  public static Optional<YamlNode> parse(String text, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      Iterator<Event> events = new Parse(settings).parseString(text).iterator();
      return new YamlParser(events, problems).document();
    } catch (Refused e) {
      problems.add(e.position, e.getMessage());
    } catch (MarkedYamlEngineException e) {
      problems.add(positionOf(e), SyntaxMessage.of(e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(Position.START, SyntaxMessage.UNKNOWN);
    }
    return Optional.empty();
  }

  private Optional<YamlNode> document() {
    expect(Event.ID.StreamStart);
    Event start = events.next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      throw new Refused(Position.START, EMPTY);
    }
    YamlNode root = node(events.next());
    expect(Event.ID.DocumentEnd);
    Event end = events.next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw new Refused(positionOf(end), ONE_DOCUMENT);
    }
    if (root instanceof Scalar scalar && scalar.kind() == Kind.NULL) {
      throw new Refused(Position.START, EMPTY);
    }
    return Optional.of(root);
  }

  private void expect(Event.ID id) {
    Event event = events.next();
    if (event.getEventId() != id) {
      throw new Refused(positionOf(event), SyntaxMessage.UNKNOWN);
    }
  }

  private YamlNode node(Event event) {
    Position position = positionOf(event);
    if (++values > MAX_VALUES) {
      throw new Refused(position, "the file holds more than 100,000 values, the most that is read");
    }
    refuseAnchor(event, position);
    refuseTag(event, position);
    return switch (event.getEventId()) {
      case Scalar -> scalar((ScalarEvent) event, position);
      case SequenceStart -> sequence(position);
      case MappingStart -> mapping(position);
      default -> throw new Refused(position, SyntaxMessage.UNKNOWN);
    };
  }

  private void refuseAnchor(Event event, Position position) {
    if (event.getEventId() == Event.ID.Alias) {
      throw new Refused(position, "aliases are not allowed: write the value out");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      problems.add(position, "anchors are not allowed: write each value out where it is used");
    }
  }

  private void refuseTag(Event event, Position position) {
    if (event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
        || event instanceof CollectionStartEvent start && start.getTag().isPresent()) {
      problems.add(position, SyntaxMessage.NO_TAGS);
    }
  }

  private static Scalar scalar(ScalarEvent event, Position position) {
    Kind kind = event.isPlain() ? kindOf(event.getValue()) : Kind.TEXT;
    return new Scalar(position, event.getValue(), kind);
  }

  private static Kind kindOf(String plain) {
    Tag tag = RESOLVER.resolve(plain, true);
    if (tag.equals(Tag.INT)) {
      return Kind.INTEGER;
    }
    if (tag.equals(Tag.FLOAT)) {
      return Kind.DECIMAL;
    }
    if (tag.equals(Tag.BOOL)) {
      return Kind.BOOLEAN;
    }
    return tag.equals(Tag.NULL) ? Kind.NULL : Kind.TEXT;
  }

  private Sequence sequence(Position position) {
    enter(position);
    List<YamlNode> items = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      items.add(node(next));
    }
    depth--;
    return new Sequence(position, items);
  }

  private Mapping mapping(Position position) {
    enter(position);
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      YamlNode key = node(next);
      YamlNode value = node(events.next());
      if (key instanceof Scalar name) {
        put(entries, new Entry(name, value));
      } else {
        problems.add(key.position(), "a key is text, and this is " + key.noun());
      }
    }
    depth--;
    return new Mapping(position, entries);
  }

  private void put(Map<String, Entry> entries, Entry entry) {
    Entry first = entries.putIfAbsent(entry.key().text(), entry);
    if (first != null) {
      problems.add(
          entry.key().position(),
          "duplicate key "
              + Shown.quoted(entry.key().text())
              + ": it is already in line "
              + first.key().position().line());
    }
  }

  private void enter(Position position) {
    if (++depth > MAX_DEPTH) {
      throw new Refused(position, "lists and mappings are nested more than 50 deep");
    }
  }

  private static Position positionOf(Event event) {
    return event.getStartMark().map(YamlParser::positionOf).orElse(Position.START);
  }

  private static Position positionOf(MarkedYamlEngineException failure) {
    Optional<Mark> mark =
        SyntaxMessage.beginsAtContext(failure.getProblem())
            ? failure.getContextMark()
            : failure.getProblemMark();
    return mark.or(failure::getProblemMark).map(YamlParser::positionOf).orElse(Position.START);
  }

  private static Position positionOf(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Ends the reading: what follows cannot be understood, or is not worth its cost. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position position;

    Refused(Position position, String message) {
      super(message, null, false, false);
      this.position = position;
    }
  }
}
