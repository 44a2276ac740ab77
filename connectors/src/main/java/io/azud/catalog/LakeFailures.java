// SPDX-License-Identifier: Apache-2.0
package io.azud.catalog;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RESTException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Names what went wrong with the catalog or the object storage. */
public final class LakeFailures {
  private static final int LONGEST = 300;

  private LakeFailures() {}

  /**
   * @param doing what was tried, as a verb phrase: {@code load the table}
   */
  public static AzudException translate(
      String doing, Environment environment, RuntimeException failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof AzudException azud) {
        return azud;
      }
      Finding finding = find(e, environment);
      if (finding != null) {
        return new AzudException(
            finding.code(),
            "cannot " + doing + " " + finding.where() + ": " + words(e) + "; " + finding.advice(),
            failure);
      }
    }
    return new AzudException(
        ErrorCode.INTERNAL,
        "cannot " + doing + ": " + words(failure) + "; the log has the details",
        failure);
  }

  private static Finding find(Throwable e, Environment environment) {
    if (e instanceof SQLException sql) {
      return ofDatabase(sql, environment);
    }
    if (e instanceof S3Exception s3) {
      return ofStore(s3, environment);
    }
    if (e instanceof NotAuthorizedException || e instanceof ForbiddenException) {
      return catalogRefused(environment);
    }
    if (e instanceof AwsServiceException aws) {
      return aws.statusCode() >= 500
          ? catalogUnreachable(environment)
          : catalogRefused(environment);
    }
    if (e instanceof SdkClientException client) {
      return ofClient(client, environment);
    }
    if (e instanceof RESTException) {
      return catalogUnreachable(environment);
    }
    if (e instanceof CommitFailedException) {
      return new Finding(
          ErrorCode.TRY_AGAIN, "in " + catalog(environment), "others changed the table: run again");
    }
    if (e instanceof NotFoundException || e instanceof FileNotFoundException) {
      return new Finding(
          ErrorCode.SINK_HISTORY_CHANGED,
          "in " + store(environment),
          "a file that the table needs is gone: restore it");
    }
    return e instanceof IOException io ? ofFiles(io, environment) : null;
  }

  private static Finding ofDatabase(SQLException e, Environment environment) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    boolean refused = state.startsWith("28") || state.startsWith("3D") || state.startsWith("42");
    return refused ? catalogRefused(environment) : catalogUnreachable(environment);
  }

  private static Finding ofStore(S3Exception e, Environment environment) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    if ("NoSuchBucket".equals(code) || e.statusCode() == 404 && !"NoSuchKey".equals(code)) {
      return new Finding(
          ErrorCode.BUCKET_MISSING,
          "in " + store(environment),
          "make the bucket of " + environment.catalog().warehouse() + ", or correct the warehouse");
    }
    if ("NoSuchKey".equals(code)) {
      return new Finding(
          ErrorCode.SINK_HISTORY_CHANGED,
          "in " + store(environment),
          "a file that the table needs is gone: restore it");
    }
    return e.statusCode() >= 500 ? storeUnreachable(environment) : storeRefused(environment);
  }

  private static Finding ofClient(SdkClientException e, Environment environment) {
    boolean noCredentials = String.valueOf(e.getMessage()).contains("credentials");
    return noCredentials ? storeRefused(environment) : storeUnreachable(environment);
  }

  private static Finding ofFiles(IOException e, Environment environment) {
    boolean denied = e instanceof AccessDeniedException || words(e).contains("ermission denied");
    return denied ? storeRefused(environment) : storeUnreachable(environment);
  }

  private static Finding catalogUnreachable(Environment environment) {
    return new Finding(
        ErrorCode.CATALOG_UNREACHABLE,
        "in " + catalog(environment),
        "check that the catalog runs and can be reached from here");
  }

  private static Finding catalogRefused(Environment environment) {
    return new Finding(
        ErrorCode.CATALOG_REFUSED,
        "in " + catalog(environment),
        "check the catalog's address, user, password and privileges in the environment file");
  }

  private static Finding storeUnreachable(Environment environment) {
    return new Finding(
        ErrorCode.STORE_UNREACHABLE,
        "in " + store(environment),
        "check that the object storage runs and can be reached from here");
  }

  private static Finding storeRefused(Environment environment) {
    return new Finding(
        ErrorCode.STORE_REFUSED,
        "in " + store(environment),
        "check the keys, the region and the privileges for the bucket in the environment file");
  }

  private static String catalog(Environment environment) {
    String uri = environment.catalog().uri().replaceFirst("\\?.*", "");
    return uri.isEmpty() ? "the " + environment.catalog().type() + " catalog" : uri;
  }

  private static String store(Environment environment) {
    String endpoint = environment.store().endpoint();
    String warehouse = environment.catalog().warehouse();
    return endpoint.isEmpty() || !LakeSettings.isS3(environment)
        ? warehouse
        : warehouse + " at " + endpoint;
  }

  private static String words(Throwable e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  private record Finding(ErrorCode code, String where, String advice) {}
}
