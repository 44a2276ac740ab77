// SPDX-License-Identifier: Apache-2.0
package io.azud;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.definition.PipelineReader;
import io.azud.pipeline.Pipeline;
import io.azud.spi.DecoderFactory;
import io.azud.spi.SinkFactory;
import io.azud.spi.SourceFactory;
import io.azud.testkit.DecoderContract;
import io.azud.testkit.SinkContract;
import io.azud.testkit.SourceContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every source, decoder and sink has a contract test, an example and a page. */
class FleetTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Path PAGES = Path.of("..", "docs", "reference");

  /** The pages that are generated from code name everything by themselves. */
  private static final List<String> GENERATED = List.of("pipeline.md", "environment.md");

  /**
   * One of the fleet.
   *
   * @param word what a user knows it by
   */
  record Member(Class<?> factory, Class<?> contract, String word, Predicate<Pipeline> isUsedBy) {
    @Override
    public String toString() {
      return factory.getSimpleName();
    }

    /**
     * {@code KafkaSourceFactory} has {@code KafkaSourceTest} or {@code KafkaSourceIT} beside it.
     */
    List<String> tests() {
      String what = factory.getName().replaceFirst("Factory$", "");
      return List.of(what + "Test", what + "IT");
    }
  }

  static List<Member> fleet() {
    Stream<Member> sources =
        ServiceLoader.load(SourceFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .map(
                source ->
                    new Member(
                        source.getClass(),
                        SourceContract.class,
                        lastPart(source.getClass().getPackageName()),
                        pipeline -> source.reads().isInstance(pipeline.source())));
    Stream<Member> decoders =
        ServiceLoader.load(DecoderFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .map(
                decoder ->
                    new Member(
                        decoder.getClass(),
                        DecoderContract.class,
                        decoder.format().name().toLowerCase(Locale.ROOT),
                        pipeline -> pipeline.source().format().kind() == decoder.format()));
    Stream<Member> sinks =
        ServiceLoader.load(SinkFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .map(
                sink ->
                    new Member(
                        sink.getClass(), SinkContract.class, sink.name(), sink::isDeclaredIn));
    return Stream.of(sources, decoders, sinks).flatMap(members -> members).toList();
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @ParameterizedTest
  @MethodSource("fleet")
  void keepsItsContract(Member member) {
    assertThat(member.tests())
        .as("one of these extends %s", member.contract().getSimpleName())
        .anyMatch(test -> isA(member.contract(), test));
  }

  private static boolean isA(Class<?> contract, String test) {
    try {
      return contract.isAssignableFrom(
          Class.forName(test, false, FleetTest.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("fleet")
  void hasAnExample(Member member) {
    List<Pipeline> examples =
        files(EXAMPLES, "pipeline.yaml").map(new PipelineReader(Map.of())::read).toList();

    assertThat(examples)
        .as("one of the pipelines under examples/ uses %s", member)
        .anyMatch(member.isUsedBy());
  }

  @ParameterizedTest
  @MethodSource("fleet")
  void hasAPage(Member member) {
    List<String> headings =
        files(PAGES, ".md")
            .filter(page -> !GENERATED.contains(page.getFileName().toString()))
            .flatMap(page -> read(page).lines())
            .filter(line -> line.startsWith("#") || line.startsWith("**"))
            .map(line -> line.toLowerCase(Locale.ROOT))
            .toList();

    assertThat(headings)
        .as("a page under docs/reference/ has a heading with the word \"%s\"", member.word())
        .anyMatch(heading -> heading.matches(".*\\b" + member.word() + ".*"));
  }

  private static Stream<Path> files(Path directory, String ending) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
