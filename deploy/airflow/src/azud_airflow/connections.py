# SPDX-License-Identifier: Apache-2.0
"""
Airflow's connections, as the environment variables of an Azud process. They never become arguments or files.

An environment file may refer to the variables (``${env:AZUD_POSTGRES_PASSWORD}``). Without an environment file one is
composed that does nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from azud_airflow.compat import AirflowException, AirflowFailException, mask_secret

DEFAULT_IDS: Mapping[str, str] = MappingProxyType({"kafka": "kafka", "spark": "spark", "postgres": "postgres", "aws": "aws"})

# librdkafka's names, in which Airflow's Kafka connections are written, and Java's.
_KAFKA_PROPERTIES = {
    "security.protocol": "AZUD_KAFKA_SECURITY_PROTOCOL",
    "sasl.mechanism": "AZUD_KAFKA_SASL_MECHANISM",
    "sasl.mechanisms": "AZUD_KAFKA_SASL_MECHANISM",
    "ssl.ca.location": "AZUD_KAFKA_TRUSTSTORE",
}
_LOGIN_MODULES = {
    "PLAIN": "org.apache.kafka.common.security.plain.PlainLoginModule",
    "SCRAM-SHA-256": "org.apache.kafka.common.security.scram.ScramLoginModule",
    "SCRAM-SHA-512": "org.apache.kafka.common.security.scram.ScramLoginModule",
}


class ConnectionUnusable(AirflowFailException):
    """A connection is missing or lacks a part; the message says which, and how to give it."""


def variables(connection_ids: Mapping[str, str], required: frozenset[str]) -> dict[str, str]:
    """
    The variables of all connections that exist.

    :param connection_ids: of kafka, spark, postgres and aws
    :param required: those of them that must exist
    """
    found: dict[str, str] = {}
    for system, connection_id in sorted(connection_ids.items()):
        connection = _connection(connection_id)
        if connection is not None:
            found.update(_READERS[system](connection))
        elif system in required:
            raise ConnectionUnusable(
                f'the connection "{connection_id}" ({system}) is not defined in Airflow. Define it in Airflow\'s page '
                f"(Admin, Connections), in the secrets back end, or as the variable AIRFLOW_CONN_{connection_id.upper()} "
                "of Airflow's processes; or give the tasks an environment file"
            )
    return found


def environment_text(found: Mapping[str, str]) -> str:
    """An environment file that takes everything from the variables, and so holds no secret."""
    lines = ["apiVersion: azud/v1", "name: airflow"]
    if "AZUD_KAFKA_BOOTSTRAP_SERVERS" in found:
        lines += ["kafka:", _line("  bootstrapServers", "AZUD_KAFKA_BOOTSTRAP_SERVERS")]
        lines += _kafka_properties(found)
    if "AZUD_SPARK_MASTER" in found:
        lines += ["spark:", _line("  master", "AZUD_SPARK_MASTER")]
    database = [
        _line("  user", "AZUD_POSTGRES_USER"),
        *([_line("  password", "AZUD_POSTGRES_PASSWORD")] if "AZUD_POSTGRES_PASSWORD" in found else []),
    ]
    lines += ["postgres:", _line("  url", "AZUD_POSTGRES_URL"), *database]
    lines += ["store:"] + [_line(f"  {option}", name) for option, name in _STORE.items() if name in found]
    if lines[-1] == "store:":
        lines[-1] = "store: {}"
    lines += ["catalog:", "  type: jdbc", _line("  uri", "AZUD_POSTGRES_URL"), *database]
    lines += [_line("  warehouse", "AZUD_WAREHOUSE")]
    return "\n".join(lines) + "\n"


_STORE = {
    "endpoint": "AZUD_STORE_ENDPOINT",
    "region": "AZUD_STORE_REGION",
    "accessKey": "AZUD_STORE_ACCESS_KEY",
    "secretKey": "AZUD_STORE_SECRET_KEY",
}


def _line(option: str, variable: str) -> str:
    return f"{option}: '${{env:{variable}}}'"


def _kafka_properties(found: Mapping[str, str]) -> list[str]:
    options = {
        "security.protocol": "AZUD_KAFKA_SECURITY_PROTOCOL",
        "sasl.mechanism": "AZUD_KAFKA_SASL_MECHANISM",
        "sasl.jaas.config": "AZUD_KAFKA_JAAS",
        "ssl.truststore.location": "AZUD_KAFKA_TRUSTSTORE",
    }
    lines = [_line(f"    {option}", name) for option, name in options.items() if name in found]
    if "AZUD_KAFKA_TRUSTSTORE" in found:
        lines.append("    ssl.truststore.type: PEM")
    return ["  properties:", *lines] if lines else []


def _connection(connection_id: str) -> Any | None:
    from airflow.sdk import Connection

    try:
        return Connection.get(connection_id)
    except AirflowException as e:
        if "isn't defined" in str(e) or "NOT_FOUND" in str(e) or "not found" in str(e).lower():
            return None
        raise


def _kafka(connection: Any) -> dict[str, str]:
    extra = connection.extra_dejson
    servers = extra.get("bootstrap.servers") or _address(connection)
    if not servers:
        raise _lacking(connection, 'its extra has no "bootstrap.servers"')
    found = {"AZUD_KAFKA_BOOTSTRAP_SERVERS": str(servers)}
    found |= {name: str(extra[option]) for option, name in _KAFKA_PROPERTIES.items() if option in extra}
    user = extra.get("sasl.username") or connection.login
    password = extra.get("sasl.password") or connection.password
    if user and password:
        found["AZUD_KAFKA_JAAS"] = _jaas(connection, found, str(user), _secret(password))
    return found


def _jaas(connection: Any, found: Mapping[str, str], user: str, password: str) -> str:
    mechanism = found.get("AZUD_KAFKA_SASL_MECHANISM", "PLAIN")
    if mechanism not in _LOGIN_MODULES:
        raise _lacking(connection, f"the SASL mechanism is one of {', '.join(_LOGIN_MODULES)}")
    return _secret(f"{_LOGIN_MODULES[mechanism]} required username={_quoted(user)} password={_quoted(password)};")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _postgres(connection: Any) -> dict[str, str]:
    if not (connection.host and connection.schema and connection.login):
        raise _lacking(connection, "it needs host, schema (the database's name) and login")
    options = {key: connection.extra_dejson[key] for key in ("sslmode", "sslrootcert") if key in connection.extra_dejson}
    query = "?" + urlencode(options) if options else ""
    found = {
        "AZUD_POSTGRES_URL": f"jdbc:postgresql://{connection.host}:{connection.port or 5432}/{connection.schema}{query}",
        "AZUD_POSTGRES_USER": connection.login,
    }
    if connection.password:
        found["AZUD_POSTGRES_PASSWORD"] = _secret(connection.password)
    return found


def _aws(connection: Any) -> dict[str, str]:
    extra = connection.extra_dejson
    found = {
        "AZUD_STORE_ENDPOINT": extra.get("endpoint_url"),
        "AZUD_STORE_REGION": extra.get("region_name"),
        "AZUD_WAREHOUSE": extra.get("warehouse"),
        "AZUD_STORE_ACCESS_KEY": connection.login,
        "AZUD_STORE_SECRET_KEY": _secret(connection.password) if connection.password else None,
    }
    return {name: str(value) for name, value in found.items() if value}


def _spark(connection: Any) -> dict[str, str]:
    host = connection.host or ""
    if not host:
        raise _lacking(connection, "its host is the master: spark://spark, local[*], k8s://https://kubernetes or yarn")
    return {"AZUD_SPARK_MASTER": f"{host}:{connection.port}" if connection.port else host}


_READERS: dict[str, Callable[[Any], dict[str, str]]] = {
    "kafka": _kafka,
    "postgres": _postgres,
    "aws": _aws,
    "spark": _spark,
}


def _address(connection: Any) -> str:
    return f"{connection.host}:{connection.port or 9092}" if connection.host else ""


def _lacking(connection: Any, what: str) -> ConnectionUnusable:
    return ConnectionUnusable(f'the connection "{connection.conn_id}" cannot be used: {what}')


def _secret(value: str) -> str:
    mask_secret(value)
    return value
