// SPDX-License-Identifier: Apache-2.0
/** The log beside stderr: files, as the environment declares them. */
package io.azud.cli.log;
