// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.definition.PipelineReader;
import io.azud.environment.Environment;
import io.azud.pipeline.Pipeline;
import io.azud.server.AzudServer;
import io.azud.server.ServeOptions;
import io.azud.server.http.ServerAddress;
import io.azud.server.incident.IncidentPlaces;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.procedure.Site;
import io.azud.server.incident.remedy.CommandHands;
import io.azud.server.incident.remedy.Hands;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code azud serve}: metrics, console and alert receiver. */
@Command(
    name = "serve",
    description =
        "Serve metrics, the console and the alert receiver for some pipelines, until Ctrl-C. On this machine only, unless --host"
            + " says otherwise.")
final class ServeCommand implements Callable<Integer> {
  private static final Duration LONGEST_TASK = Duration.ofHours(1);

  @Option(
      names = {"-p", "--pipeline"},
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "A pipeline file; any number of them.")
  private List<Path> pipelines;

  @Option(
      names = {"-e", "--environment"},
      required = true,
      paramLabel = "FILE",
      defaultValue = "${env:AZUD_ENVIRONMENT}",
      description =
          "Where they run; 'azud up' writes such a file. Default: the variable AZUD_ENVIRONMENT.")
  private Path environment;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen on. Default: ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8750",
      description = "The port to listen on, 0 for a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      defaultValue = "",
      description = "Where browsers find the server when a proxy stands before it.")
  private String publicUrl;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "The tokens of this server; made when missing. Default: serve.tokens beside the environment file.")
  private Path tokenFile;

  @Mixin private LoginOptions login;

  @Override
  public Integer call() throws InterruptedException {
    PipelineReader reader = new PipelineReader(System.getenv());
    Map<Path, Pipeline> definitions = new LinkedHashMap<>();
    pipelines.forEach(file -> definitions.put(file.toAbsolutePath(), reader.read(file)));
    Environment where = DeclaredEnvironment.read(environment);
    ServeOptions options =
        new ServeOptions(
            new ServerAddress(host, port, publicUrl),
            tokenFile == null
                ? environment.toAbsolutePath().resolveSibling("serve.tokens")
                : tokenFile,
            IncidentPlaces.of(where, System.getenv()),
            login.way());
    try (AzudServer server =
        new AzudServer(
            options,
            List.copyOf(definitions.values()),
            site(where, definitions),
            ServeCommand::hands)) {
      server.start();
      System.out.println("Console: " + server.url());
      System.out.println("Tokens:  " + options.tokenFile());
      System.out.println("Ctrl-C stops it; the pipelines run on.");
      System.out.flush();
      awaitEnd();
    }
    return 0;
  }

  private Site site(Environment where, Map<Path, Pipeline> definitions) {
    Map<String, Path> byName = new HashMap<>();
    definitions.forEach((file, pipeline) -> byName.put(pipeline.name(), file));
    return new Site(
        where,
        environment.toAbsolutePath(),
        byName,
        List.of(),
        new LocalPlatformCheck(),
        Clock.systemUTC());
  }

  /** Remedies run as commands of this installation. */
  private static Hands hands(Scene scene) {
    Path azud = Path.of(System.getProperty("azud.home", "."), "bin", "azud");
    return new CommandHands(
        List.of(azud.toString()), scene, new LocalPlatformRestart(), LONGEST_TASK);
  }

  /**
   * Until SIGINT or SIGTERM, taken as {@link GracefulStop} takes them; the process ends when {@link
   * #call} has tidied up.
   */
  private static void awaitEnd() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    try (GracefulStop stop = GracefulStop.on(told::countDown, "stopping")) {
      told.await();
    }
  }
}
