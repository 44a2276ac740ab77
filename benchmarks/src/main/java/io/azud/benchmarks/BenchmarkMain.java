// SPDX-License-Identifier: Apache-2.0
package io.azud.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.benchmarks.MeasuredProcess.Measure;
import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./benchmark}: Azud and a naive Spark job on the same records, side by side in one run. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    description =
        "Loads the same records with Azud and with a naive Spark job, into the lake, into PostgreSQL and into both, each time in a"
            + " fresh JVM with the same heap. Seconds are wall time from the start of the process to its end.")
public final class BenchmarkMain implements Callable<Integer> {
  private static final String TOPIC = "bench";

  @Option(names = "--records", description = "How many records. Default: ${DEFAULT-VALUE}.")
  private long records = 5_000_000;

  @Option(names = "--cases", split = ",", description = "Which cases. Default: both,lake,postgres.")
  private List<String> cases = List.of("both", "lake", "postgres");

  @Option(
      names = "--partitions",
      description = "Partitions of the topic. Default: ${DEFAULT-VALUE}.")
  private int partitions = 4;

  @Option(names = "--heap", description = "Heap of each program. Default: ${DEFAULT-VALUE}.")
  private String heap = "2g";

  @Option(
      names = {"-o", "--output"},
      description = "table or json. Default: ${DEFAULT-VALUE}.")
  private String output = "table";

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "Record Azud's run of the first case with Java Flight Recorder.")
  private Path profile;

  private Path directory;

  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchmarkMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    directory = Files.createTempDirectory("azud-benchmark");
    List<CaseResult> results = new ArrayList<>();
    try (PlatformProcess platform =
        PlatformProcess.launch(PlatformOptions.in(directory.resolve("platform")))) {
      System.err.printf(Locale.ROOT, "Producing %,d records …%n", records);
      new RecordProducer(platform.endpoints().kafka().bootstrapServers())
          .produce(TOPIC, partitions, records);
      for (String name : cases) {
        results.add(measure(name, platform));
      }
    } finally {
      new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
    }
    print(results);
    return 0;
  }

  private CaseResult measure(String name, PlatformProcess platform) throws Exception {
    Stores stores = new Stores(platform.endpoints());
    stores.settle();
    System.err.println("Azud, " + name + " …");
    Measure azud = azud(name, platform);
    check(stores, name, "azud_" + name);
    String table = "naive_" + name;
    if (!name.equals("lake")) {
      stores.makeNaiveTable(table);
    }
    stores.settle();
    System.err.printf(Locale.ROOT, "  %.1f s%nNaive Spark, %s …%n", azud.seconds(), name);
    Measure naive = naive(name, table);
    System.err.printf(Locale.ROOT, "  %.1f s%n", naive.seconds());
    check(stores, name, table);
    return new CaseResult(name, records, azud, naive);
  }

  private void check(Stores stores, String name, String table) throws Exception {
    if (!name.equals("lake")) {
      stores.requirePostgres(table, records);
    }
    if (!name.equals("postgres")) {
      stores.requireLake(table, records);
    }
  }

  private Measure azud(String name, PlatformProcess platform) throws Exception {
    Path pipeline = Files.writeString(directory.resolve(name + ".yaml"), Pipelines.of(name, TOPIC));
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AZUD_HEAP", heap);
    if (profile != null && name.equals(cases.get(0))) {
      variables.put(
          "AZUD_JAVA_OPTS",
          "-XX:StartFlightRecording=settings=profile,filename=" + profile.toAbsolutePath());
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("azud.home"), "bin", "azud").toString(),
            "run",
            pipeline.toString(),
            "--environment",
            platform.environmentFile().toString(),
            "--until-end");
    return MeasuredProcess.run(command, variables, directory.resolve("azud.log"));
  }

  private Measure naive(String name, String table) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx" + heap));
    command.addAll(List.of(System.getProperty("azud.opens").split(" ")));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), NaiveMain.class.getName()));
    command.addAll(List.of(directory.resolve("platform").toString(), TOPIC, table, name));
    return MeasuredProcess.run(command, Map.of(), directory.resolve("naive.log"));
  }

  private void print(List<CaseResult> results) throws Exception {
    if (output.equals("json")) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("records", records);
      json.put("heap", heap);
      Map<String, Object> byCase = new LinkedHashMap<>();
      results.forEach(result -> byCase.put(result.name(), result.json()));
      json.put("cases", byCase);
      System.out.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json));
      return;
    }
    System.out.printf(Locale.ROOT, "%,d records, heap %s%n%n", records, heap);
    System.out.println(
        "case        azud s  naive s  ratio  azud records/s  naive records/s  azud MiB  naive MiB");
    for (CaseResult result : results) {
      System.out.printf(
          Locale.ROOT,
          "%-10s %7.1f  %7.1f  %5.2f  %,14d  %,15d  %,8d  %,9d%n",
          result.name(),
          result.azud().seconds(),
          result.naive().seconds(),
          result.ratio(),
          Math.round(records / result.azud().seconds()),
          Math.round(records / result.naive().seconds()),
          result.azud().peakMiB(),
          result.naive().peakMiB());
    }
  }
}
