// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Misfit;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The classic five fields of cron, as Airflow and Kubernetes read them. */
final class Cron {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  private static final List<Part> PARTS =
      List.of(
          new Part("minute", 0, 59, List.of()),
          new Part("hour", 0, 23, List.of()),
          new Part("day of month", 1, 31, List.of()),
          new Part("month", 1, 12, MONTHS),
          new Part("day of week", 0, 7, DAYS));

  private Cron() {}

  static String checked(String text) throws Misfit {
    String[] fields = text.strip().split("\\s+");
    if (fields.length != PARTS.size()) {
      throw new Misfit(
          "is not a cron expression: expected 5 fields (minute, hour, day of month, month, day of"
              + " week), found "
              + (text.isBlank() ? 0 : fields.length));
    }
    for (int i = 0; i < fields.length; i++) {
      PARTS.get(i).check(fields[i]);
    }
    checkDayExists(fields);
    return String.join(" ", fields);
  }

  /** The 30th of February never comes. A day of the week, when there is one, counts as well. */
  private static void checkDayExists(String[] fields) throws Misfit {
    boolean onDays = fields[2].matches("[0-9,]+") && fields[4].equals("*");
    boolean inMonths = fields[3].matches("[0-9,]+");
    if (!onDays || !inMonths) {
      return;
    }
    int earliest = numbers(fields[2]).min().orElse(1);
    int longest =
        numbers(fields[3]).map(month -> Month.of(month).maxLength()).max().orElse(earliest);
    if (earliest > longest) {
      throw new Misfit("is a cron expression that never comes true: no such day in these months");
    }
  }

  private static IntStream numbers(String list) {
    return Arrays.stream(list.split(",", -1)).mapToInt(Integer::parseInt);
  }

  /** One field: a list of {@code *}, values and ranges, each with an optional step. */
  private record Part(String name, int min, int max, List<String> names) {
    private static final Pattern ITEM =
        Pattern.compile(
            "(?:\\*|([0-9]{1,2}|[a-z]{3})(?:-([0-9]{1,2}|[a-z]{3}))?)(?:/([0-9]{1,2}))?");

    void check(String field) throws Misfit {
      for (String item : field.toLowerCase(Locale.ROOT).split(",", -1)) {
        Matcher matcher = ITEM.matcher(item);
        if (!matcher.matches() || !isPossible(matcher)) {
          throw new Misfit(
              "is not a cron expression: its "
                  + name
                  + " is not of *, "
                  + min
                  + " to "
                  + max
                  + ", a range (a-b), a step (*/n) or a list of these (a,b)");
        }
      }
    }

    private boolean isPossible(Matcher item) {
      int first = item.group(1) == null ? min : number(item.group(1));
      int last = item.group(2) == null ? first : number(item.group(2));
      int step = item.group(3) == null ? 1 : Integer.parseInt(item.group(3));
      return first >= min && last <= max && first <= last && step >= 1;
    }

    private int number(String value) {
      if (Character.isDigit(value.charAt(0))) {
        return Integer.parseInt(value);
      }
      int index = names.indexOf(value);
      return index < 0 ? max + 1 : index + (min == 0 ? 0 : 1);
    }
  }
}
