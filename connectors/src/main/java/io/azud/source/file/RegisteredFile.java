// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import java.io.Serializable;

/**
 * A file content that a pipeline has taken up.
 *
 * @param number its place in the order in which contents were found, from 0
 * @param uri where it was seen last
 * @param givenUp whether it was lost and its loss accepted: it has no records
 */
record RegisteredFile(int number, String uri, String sha256, boolean givenUp)
    implements Serializable {}
