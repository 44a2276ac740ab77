// SPDX-License-Identifier: Apache-2.0
package io.azud.engine;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import io.azud.spi.RowFiles;
import io.azud.spi.RowFilesFactory;
import io.azud.spi.Sink;
import io.azud.spi.SinkFactory;
import io.azud.spi.SinkObserver;
import io.azud.spi.Source;
import io.azud.spi.SourceFactory;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the sources and sinks on the class path. */
final class Components {
  private Components() {}

  static Source source(Pipeline pipeline, Environment environment) {
    return ServiceLoader.load(SourceFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(factory -> factory.reads().isInstance(pipeline.source()))
        .findFirst()
        .orElseThrow(() -> missing("source " + pipeline.source().getClass().getSimpleName()))
        .create(pipeline, environment);
  }

  static List<Sink> sinks(Pipeline pipeline, List<Column> columns, Environment environment) {
    return ServiceLoader.load(SinkFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(factory -> factory.isDeclaredIn(pipeline))
        .map(factory -> factory.create(pipeline, columns, environment))
        .toList();
  }

  static List<SinkObserver> observers(Pipeline pipeline, Environment environment) {
    return ServiceLoader.load(SinkFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(factory -> factory.isDeclaredIn(pipeline))
        .map(factory -> factory.observe(pipeline, environment))
        .toList();
  }

  static RowFiles rowFiles(Pipeline pipeline, List<Column> columns, Environment environment) {
    return ServiceLoader.load(RowFilesFactory.class)
        .findFirst()
        .orElseThrow(() -> missing("row files"))
        .create(pipeline, columns, environment);
  }

  private static AzudException missing(String what) {
    return new AzudException(
        ErrorCode.INTERNAL,
        "this installation has no " + what + "; are all of its jars on the class path?");
  }
}
