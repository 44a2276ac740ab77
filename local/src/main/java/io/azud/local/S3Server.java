// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The S3 server: S3Proxy over a directory, in which each bucket is a directory. */
final class S3Server implements Server {
  static final String ACCESS_KEY = "azud";
  static final String REGION = "us-east-1";
  static final String BUCKET = "azud";

  private static final String HEAP = "192m";

  private final DataDirectory directory;
  private final int port;

  S3Server(DataDirectory directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  String secretKey() throws IOException {
    return directory.secretValue(name());
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public String title() {
    return "the S3 server";
  }

  @Override
  public void prepare() throws IOException {
    Path buckets = directory.s3().resolve("data");
    OwnerOnly.directory(buckets.resolve(BUCKET));
    Properties properties = new Properties();
    properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
    properties.setProperty("s3proxy.authorization", "aws-v4");
    properties.setProperty("s3proxy.identity", ACCESS_KEY);
    properties.setProperty("s3proxy.credential", secretKey());
    properties.setProperty("jclouds.provider", "filesystem-nio2");
    properties.setProperty("jclouds.filesystem.basedir", buckets.toString());
    StringWriter text = new StringWriter();
    properties.store(text, null);
    OwnerOnly.write(configuration(), text.toString());
    try (InputStream logging = S3Server.class.getResourceAsStream("s3-logback.xml")) {
      OwnerOnly.write(
          logConfiguration(), new String(logging.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public Launch launch() {
    List<String> command =
        new ArrayList<>(
            JavaCommand.of(
                "s3",
                HEAP,
                directory,
                "org.gaul.s3proxy.Main",
                List.of("--properties", configuration().toString())));
    command.add(1, "-Dlogback.configurationFile=" + logConfiguration());
    return new Launch(command, directory.s3(), "TERM");
  }

  @Override
  public boolean serves() {
    return Probe.http(port);
  }

  private Path configuration() {
    return directory.run().resolve("s3.properties");
  }

  private Path logConfiguration() {
    return directory.run().resolve("s3-logback.xml");
  }
}
