// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Place;
import io.azud.pipeline.DataType;
import io.azud.pipeline.Transform.Mask;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What must hold between masks and columns. */
final class MaskRules {
  private final Columns columns;
  private final Set<String> masked = new HashSet<>();

  private MaskRules(Columns columns) {
    this.columns = columns;
  }

  /** The names of the masked columns. */
  static Set<String> check(Place masks, Columns columns) {
    MaskRules rules = new MaskRules(columns);
    masks.items().forEach(rules::check);
    return rules.masked;
  }

  private void check(Place mask) {
    mask.read(TransformShape.COLUMN)
        .ifPresent(name -> checkColumn(mask.at(TransformShape.COLUMN), name));
    Optional<Mask.Method> method = mask.read(TransformShape.WITH);
    boolean keyed = mask.has(TransformShape.KEY);
    if (method.equals(Optional.of(Mask.Method.HMAC)) && !keyed) {
      mask.problem("mask with: hmac needs a key, for example key: \"${env:AZUD_MASK_KEY}\"");
    }
    if (method.equals(Optional.of(Mask.Method.REDACT)) && keyed) {
      mask.at(TransformShape.KEY).problem("key has no meaning for with: redact");
    }
  }

  private void checkColumn(Place place, String name) {
    columns
        .typeOf(place, name)
        .filter(type -> type != DataType.Simple.STRING)
        .ifPresent(
            type ->
                place.problem(
                    "only string columns can be masked, this is a " + TypeNames.nameOf(type)));
    if (!masked.add(name)) {
      place.problem(place.subject() + " is masked already");
    }
  }
}
