// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.task;

import java.util.Map;

/**
 * What a task that succeeded has to say.
 *
 * @param details in the order in which they are shown
 */
record TaskResult(String message, Map<String, Object> details) {}
