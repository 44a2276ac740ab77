# SPDX-License-Identifier: Apache-2.0
"""
Publishes the flights that left New York in 2013, when their topic is empty. Runs in the virtual environment of Airflow.

Usage: publish_flights.py ENDPOINTS_JSON DIRECTORY TOPIC [HOW_MANY]
"""

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


def main() -> None:
    endpoints, table, topic, *limit = sys.argv[1:]
    servers = json.loads(Path(endpoints).read_text(encoding="utf-8"))["kafka"]["bootstrapServers"]
    if is_empty(servers, topic):
        publish(servers, topic, islice(flights(Path(table)), int(limit[0]) if limit else None))


def is_empty(servers: str, topic: str) -> bool:
    consumer = Consumer({"bootstrap.servers": servers, "group.id": "none"})
    try:
        partitions = consumer.list_topics(topic, timeout=30).topics[topic].partitions
        return all(consumer.get_watermark_offsets(TopicPartition(topic, each), timeout=30)[1] == 0 for each in partitions)
    finally:
        consumer.close()


def flights(directory: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(directory / "flights.csv.gz", "rt", encoding="utf-8") as table:
        for row in csv.DictReader(table):
            yield {name: int(text) if text.lstrip("-").isdigit() else text for name, text in row.items()}


def publish(servers: str, topic: str, records: Iterator[dict[str, Any]]) -> None:
    refused: list[Any] = []

    def delivered(error: Any, message: Any) -> None:
        if error is not None:
            refused.append(error)

    producer = Producer({"bootstrap.servers": servers, "acks": "all", "linger.ms": 50, "compression.type": "lz4"})
    for record in records:
        while True:
            try:
                key = f"{record['carrier']}{record['flight']}"
                producer.produce(topic, json.dumps(record), key=key, on_delivery=delivered)
                break
            except BufferError:
                producer.poll(0.2)
        producer.poll(0)
    producer.flush(120)
    if refused:
        raise SystemExit(f"{len(refused)} records were refused: {refused[0]}")


if __name__ == "__main__":
    main()
