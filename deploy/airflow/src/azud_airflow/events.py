# SPDX-License-Identifier: Apache-2.0
"""
Runs that a message starts. Needs apache-airflow-providers-apache-kafka.

A control topic says that there is something to do; the records themselves are on another topic. What a message holds does not
matter and goes nowhere: only its position becomes the event.
"""

from __future__ import annotations

from typing import Any

from airflow.sdk import Asset, AssetWatcher


def control_asset(pipeline: str, topic: str, kafka_config_id: str) -> Asset:
    """
    The asset of a pipeline's control topic. The triggerer watches it, with the consumer group of the connection.

    :raises ImportError: when the provider is not installed; the message says which
    """
    try:
        from airflow.providers.apache.kafka.triggers.await_message import AwaitMessageTrigger
    except ImportError as e:
        raise ImportError(
            f"a control topic needs Airflow's Kafka provider: pip install apache-airflow-providers-apache-kafka ({e})"
        ) from None
    trigger = AwaitMessageTrigger(
        topics=[topic], kafka_config_id=kafka_config_id, apply_function="azud_airflow.events.position_of", poll_interval=1
    )
    return Asset(
        name=f"control/{pipeline}",
        uri=f"azud://control/{pipeline}",
        watchers=[AssetWatcher(name=f"azud_control_{pipeline}", trigger=trigger)],
    )


def cron_or_asset(cron: str, asset: Asset) -> Any:
    """Runs at the time, and when the asset changes."""
    try:
        from airflow.sdk import AssetOrTimeSchedule, CronTriggerTimetable
    except ImportError:  # 3.0
        from airflow.timetables.assets import AssetOrTimeSchedule  # type: ignore[assignment]
        from airflow.timetables.trigger import CronTriggerTimetable  # type: ignore[assignment]
    return AssetOrTimeSchedule(timetable=CronTriggerTimetable(cron, timezone="UTC"), assets=[asset])


def position_of(message: Any) -> str:
    """The event that a message becomes."""
    return f"{message.topic()}/{message.partition()}/{message.offset()}"
