// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.source.file.FileRegistry.Hashed;
import io.azud.spi.Change;
import io.azud.spi.SliceReader;
import io.azud.spi.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files, each content once. A content is what its SHA-256 says: the same bytes under another name
 * are no new file, other bytes under the same name are.
 */
final class FileSource implements Source {

  private static final Logger LOG = LoggerFactory.getLogger(FileSource.class);

  private static final Comparator<FoundFile> ORDER =
      Comparator.comparing(FoundFile::modified).thenComparing(FoundFile::uri);

  private final FileLocation location;
  private final Format format;
  private final FileRegistry registry;
  private final FileStore store;

  /** Files whose content is known, by uri. */
  private final Map<String, Hashed> known = new HashMap<>();

  /** Where each content is now, by its hash; empty before the first look. */
  private Map<String, String> places = Map.of();

  FileSource(FileLocation location, Format format, FileRegistry registry) {
    this.location = location;
    this.format = format;
    this.registry = registry;
    this.store = location.open();
  }

  @Override
  public String identity() {
    return registry.identity();
  }

  @Override
  public List<Change> plan() {
    return List.of();
  }

  @Override
  public void apply() {}

  @Override
  public Map<Integer, Bounds> bounds() {
    look();
    return bounds(registry.count());
  }

  /** New files count although nobody has read them; what looks new may be known by its content. */
  @Override
  public Map<Integer, Bounds> glance() {
    Map<String, Hashed> seen = registry.seen();
    long fresh =
        store.list().stream()
            .filter(
                file -> !seen.containsKey(file.uri()) || !seen.get(file.uri()).file().equals(file))
            .count();
    return bounds(Math.toIntExact(registry.count() + fresh));
  }

  @Override
  public Map<Integer, Instant> arrivals(Map<Integer, Long> positions) {
    return registry.foundAt(positions);
  }

  private static Map<Integer, Bounds> bounds(int count) {
    Map<Integer, Bounds> bounds = new TreeMap<>();
    for (int lane = 0; lane < Lineage.LANES; lane++) {
      bounds.put(lane, new Bounds(0, (count - lane + Lineage.LANES - 1) / Lineage.LANES));
    }
    return bounds;
  }

  /** Sees what is there, and takes up what is new. */
  private void look() {
    registry.identity();
    if (known.isEmpty()) {
      known.putAll(registry.seen());
    }
    List<FoundFile> found = store.list().stream().sorted(ORDER).toList();
    List<Hashed> fresh = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (FoundFile file : found) {
      Hashed hashed = known.get(file.uri());
      if (hashed == null || !hashed.file().equals(file)) {
        Optional<String> hash = store.sha256(file);
        if (hash.isEmpty()) {
          LOG.info("{} is changing and is left for the next time", file.uri());
          continue;
        }
        hashed = new Hashed(file, hash.get());
        fresh.add(hashed);
      }
      seen.putIfAbsent(hashed.sha256(), file.uri());
    }
    if (!fresh.isEmpty()) {
      registry.register(fresh);
      fresh.forEach(hashed -> known.put(hashed.file().uri(), hashed));
    }
    places = seen;
  }

  @Override
  public SliceReader reader(List<Slice> slices) {
    if (places.isEmpty()) {
      look();
    }
    Map<Slice, List<RegisteredFile>> files = new HashMap<>();
    for (Slice slice : slices) {
      files.put(slice, registered(slice).stream().map(this::whereItIsNow).toList());
    }
    return new FileSliceReader(location, format, files);
  }

  private List<RegisteredFile> registered(Slice slice) {
    List<RegisteredFile> registered = registry.files(slice);
    if (registered.size() != slice.length()) {
      throw new AzudException(
          ErrorCode.SOURCE_REPLACED,
          "the file registry knows "
              + registered.size()
              + " of the "
              + slice.length()
              + " files of slice "
              + slice
              + ": azud.source_file in the ledger is not what it was when the range was planned;"
              + " restore the ledger");
    }
    return registered;
  }

  private RegisteredFile whereItIsNow(RegisteredFile file) {
    String place = places.getOrDefault(file.sha256(), file.uri());
    return new RegisteredFile(file.number(), place, file.sha256(), file.givenUp());
  }

  @Override
  public List<Slice> giveUp(List<Slice> pending) {
    look();
    List<RegisteredFile> lost =
        pending.stream()
            .flatMap(slice -> registered(slice).stream())
            .filter(file -> !file.givenUp() && !places.containsKey(file.sha256()))
            .toList();
    lost.forEach(file -> LOG.warn("file {} ({}) is given up", file.uri(), file.number()));
    registry.giveUp(lost);
    known.values().removeIf(hashed -> lost.stream().anyMatch(hashed::isOf));
    return lost.stream().map(FileSource::slice).toList();
  }

  private static Slice slice(RegisteredFile file) {
    int lane = Lineage.FILE.partition(file.number());
    long ordinal = file.number() / Lineage.LANES;
    return new Slice(lane, ordinal, ordinal + 1);
  }

  @Override
  public Lineage lineage() {
    return Lineage.FILE;
  }

  @Override
  public void close() {
    store.close();
  }
}
