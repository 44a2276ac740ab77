// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import java.time.Instant;

/**
 * A file as its store lists it.
 *
 * @param uri its name for good: an absolute path or {@code s3://bucket/key}
 * @param modified to the microsecond, as the registry keeps it
 * @param etag what the store says the content's version is; empty when it says nothing
 */
record FoundFile(String uri, long bytes, Instant modified, String etag) {}
