// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.azud.spi.Decoder;
import io.azud.spi.DecoderFactory;
import io.azud.spi.RowFiles;
import io.azud.spi.RowFilesFactory;
import io.azud.spi.Sink;
import io.azud.spi.SinkFactory;
import io.azud.spi.Source;
import io.azud.spi.SourceFactory;

/** The arrows between the modules, as CONTRIBUTING.md gives them, and what else holds for all. */
@AnalyzeClasses(packages = "io.azud", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] MODEL = {
    "io.azud.batch..",
    "io.azud.environment..",
    "io.azud.error..",
    "io.azud.pipeline..",
    "io.azud.position..",
    "io.azud.spi.."
  };
  private static final String[] CONNECTORS = {
    "io.azud.catalog..", "io.azud.decode..", "io.azud.sink..", "io.azud.source.."
  };
  private static final DescribedPredicate<JavaClass> STAGE_OF_THE_SPI =
      assignableTo(Source.class)
          .or(assignableTo(SourceFactory.class))
          .or(assignableTo(Decoder.class))
          .or(assignableTo(DecoderFactory.class))
          .or(assignableTo(Sink.class))
          .or(assignableTo(SinkFactory.class))
          .or(assignableTo(RowFiles.class))
          .or(assignableTo(RowFilesFactory.class))
          .and(DescribedPredicate.not(INTERFACES))
          .as("implement a stage of the SPI");

  @ArchTest
  final ArchRule arrowsGoOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy(MODEL)
          .layer("testkit")
          .definedBy("io.azud.testkit..")
          .layer("engine")
          .definedBy("io.azud.engine..")
          .layer("connectors")
          .definedBy(CONNECTORS)
          .layer("render")
          .definedBy("io.azud.render..")
          .layer("server")
          .definedBy("io.azud.server..")
          .layer("local")
          .definedBy("io.azud.local..")
          .layer("cli")
          .definedBy("io.azud.cli..")
          .whereLayer("model")
          .mayNotAccessAnyLayer()
          .whereLayer("testkit")
          .mayOnlyAccessLayers("model")
          .whereLayer("engine")
          .mayOnlyAccessLayers("model")
          .whereLayer("connectors")
          .mayOnlyAccessLayers("model", "engine")
          .whereLayer("render")
          .mayOnlyAccessLayers("model", "engine")
          .whereLayer("server")
          .mayOnlyAccessLayers("model", "engine", "render")
          .whereLayer("local")
          .mayOnlyAccessLayers("model")
          .whereLayer("testkit")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  final ArchRule everyClassBelongsToAModule =
      classes()
          .should()
          .resideInAnyPackage(
              "io.azud.batch..",
              "io.azud.environment..",
              "io.azud.error..",
              "io.azud.pipeline..",
              "io.azud.position..",
              "io.azud.spi..",
              "io.azud.catalog..",
              "io.azud.decode..",
              "io.azud.sink..",
              "io.azud.source..",
              "io.azud.testkit..",
              "io.azud.engine..",
              "io.azud.render..",
              "io.azud.server..",
              "io.azud.local..",
              "io.azud.cli..")
          .because("a package that the arrows do not name is held by no rule");

  @ArchTest
  final ArchRule theModelUsesTheJdkOnly =
      noClasses()
          .that()
          .resideInAnyPackage(MODEL)
          .should()
          .dependOnClassesThat(
              DescribedPredicate.not(resideInAnyPackage(MODEL).or(resideInAnyPackage("java.."))));

  @ArchTest
  final ArchRule packagesHaveNoCycles = slices().matching("io.azud.(**)").should().beFreeOfCycles();

  @ArchTest
  final ArchRule stagesAreConnectors =
      classes()
          .that(STAGE_OF_THE_SPI)
          .should()
          .resideInAnyPackage(CONNECTORS)
          .because("the engine must not know what there is to read, decode and write");

  @ArchTest
  final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.azud.cli..")
          .and(DescribedPredicate.not(simpleNameEndingWith("Main")))
          .should(ACCESS_STANDARD_STREAMS)
          .because("whoever calls decides what is shown: log through org.slf4j or return it");

  @ArchTest final ArchRule logsGoThroughSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
