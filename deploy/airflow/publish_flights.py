# SPDX-License-Identifier: Apache-2.0
"""Publishes the flights that left New York in 2013, when their topic is empty. Runs in the virtual environment of Airflow."""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from confluent_kafka import Consumer, Producer, TopicPartition

TOPIC = "flights.raw"


def main() -> None:
    servers = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["kafka"]["bootstrapServers"]
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else None
    if is_empty(servers):
        publish(servers, islice(flights(Path(sys.argv[2])), limit))


def is_empty(servers: str) -> bool:
    consumer = Consumer({"bootstrap.servers": servers, "group.id": "none"})
    try:
        partitions = consumer.list_topics(TOPIC, timeout=30).topics[TOPIC].partitions
        return all(consumer.get_watermark_offsets(TopicPartition(TOPIC, each), timeout=30)[1] == 0 for each in partitions)
    finally:
        consumer.close()


def flights(directory: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(directory / "flights.csv.gz", "rt", encoding="utf-8") as table:
        for row in csv.DictReader(table):
            yield {name: int(text) if text.lstrip("-").isdigit() else text for name, text in row.items()}


def publish(servers: str, records: Iterator[dict[str, Any]]) -> None:
    refused: list[Any] = []
    producer = Producer({"bootstrap.servers": servers, "acks": "all", "linger.ms": 50, "compression.type": "lz4"})
    for record in records:
        while True:
            try:
                key = f"{record['carrier']}{record['flight']}"
                producer.produce(TOPIC, json.dumps(record), key=key, on_delivery=lambda e, _: e and refused.append(e))
                break
            except BufferError:
                producer.poll(0.2)
        producer.poll(0)
    producer.flush(120)
    if refused:
        raise SystemExit(f"{len(refused)} records were refused: {refused[0]}")


if __name__ == "__main__":
    main()
