// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Place;
import io.azud.engine.definition.binding.Reading;
import io.azud.engine.definition.binding.References;
import io.azud.engine.definition.binding.Shape;
import io.azud.engine.definition.yaml.Problems;
import io.azud.engine.definition.yaml.YamlFile;
import io.azud.engine.definition.yaml.YamlNode;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads one kind of file: first each option by its shape, then the rules that look at several
 * options together.
 */
final class DefinitionReader<T> {
  private final Shape<T> shape;
  private final Consumer<Place> rules;
  private final ErrorCode code;
  private final Map<String, String> environmentVariables;

  /**
   * @param code of the failure when the file is wrong
   */
  DefinitionReader(
      Shape<T> shape,
      Consumer<Place> rules,
      ErrorCode code,
      Map<String, String> environmentVariables) {
    this.shape = shape;
    this.rules = rules;
    this.code = code;
    this.environmentVariables = Map.copyOf(environmentVariables);
  }

  T read(Path file) {
    Problems problems = new Problems();
    Optional<T> definition = read(file, problems);
    if (!problems.isEmpty()) {
      throw new AzudException(code, message(file, problemsOf(file, problems)));
    }
    return definition.orElseThrow(
        () ->
            new AzudException(
                ErrorCode.INTERNAL, file + " gave neither a definition nor problems"));
  }

  List<Problem> check(Path file) {
    Problems problems = new Problems();
    read(file, problems);
    return problemsOf(file, problems);
  }

  private Optional<T> read(Path file, Problems problems) {
    return YamlFile.read(file, problems).flatMap(root -> read(file, root, problems));
  }

  private Optional<T> read(Path file, YamlNode root, Problems problems) {
    Path directory = file.toAbsolutePath().normalize().getParent();
    Reading reading = new Reading(new References(environmentVariables, directory), problems);
    Optional<T> definition = shape.read(root, reading);
    rules.accept(new Place(root, reading));
    return definition;
  }

  private static List<Problem> problemsOf(Path file, Problems problems) {
    return problems.inReadingOrder().stream()
        .map(
            finding ->
                new Problem(
                    file.toString(),
                    finding.position().line(),
                    finding.position().column(),
                    finding.message()))
        .toList();
  }

  private static String message(Path file, List<Problem> problems) {
    String count = problems.size() == 1 ? "1 problem in " : problems.size() + " problems in ";
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"))
        + "\n"
        + count
        + file;
  }
}
