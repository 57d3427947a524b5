#!/usr/bin/env python3
"""Prints results as JSON, one a line: frame, camera, outcome, best label, variant, latency.

Needs a Kafka client and an Avro library: Debian's python3-confluent-kafka and python3-avro.

    ./read_results.py --bootstrap-servers 127.0.0.1:9092 --from-beginning --max 10
"""
import argparse
import io
import json
import pathlib
import sys
import time

import avro.io
import avro.schema
from avro_fingerprint import fingerprint
from confluent_kafka import Consumer, KafkaError, KafkaException

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "schemas" / "src"
MARKER = b"\xc3\x01"


class Results:
    """Reads Avro single-object messages of every released version of FrameResult."""

    def __init__(self, folder):
        self.schemas = {}
        for file in folder.rglob("FrameResult.v*.avsc"):
            text = file.read_text()
            self.schemas[fingerprint(text)] = avro.schema.parse(text)
        if not self.schemas:
            raise SystemExit(f"{folder} holds no FrameResult.v*.avsc; name its folder with --schemas")

    def decode(self, message):
        if message[:2] != MARKER:
            raise ValueError(f"not a single-object message: {message[:10].hex()}")
        writer = self.schemas.get(message[2:10])
        if writer is None:
            raise ValueError(f"unknown schema {message[2:10].hex()}; update the schemas")
        reader = avro.io.DatumReader(writer)
        return reader.read(avro.io.BinaryDecoder(io.BytesIO(message[10:])))


def summary(result):
    best = result["topK"][0] if result["topK"] else None
    variant = result.get("variant")
    timings = result["timings"]
    return {
        "frameId": result["frameId"],
        "cameraId": result["cameraId"],
        "outcome": result["outcome"],
        "label": best and best["name"],
        "probability": best and round(best["probability"], 4),
        "variant": variant
        and f"{variant['widthMultiplier']}@{variant['resolution']}/{variant['precision']}",
        "latencyMillis": (timings["finished"] - timings["captured"]).total_seconds() * 1e3,
        "reason": result.get("reason"),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bootstrap-servers", default="127.0.0.1:9092")
    parser.add_argument("--topic", default="widthwise.results")
    parser.add_argument("--group", default="widthwise-python")
    parser.add_argument("--from-beginning", action="store_true")
    parser.add_argument("--max", type=int, help="end after so many results")
    parser.add_argument("--seconds", type=float, help="end after so many seconds at the latest")
    parser.add_argument("--schemas", type=pathlib.Path, default=SCHEMAS)
    parser.add_argument(
        "--kafka-property", action="append", default=[], metavar="KEY=VALUE", help="as librdkafka has it"
    )
    options = parser.parse_args()

    results = Results(options.schemas)
    settings = {
        "bootstrap.servers": options.bootstrap_servers,
        "group.id": options.group,
        "auto.offset.reset": "earliest" if options.from_beginning else "latest",
        "isolation.level": "read_committed",
    }
    settings.update(each.split("=", 1) for each in options.kafka_property)
    consumer = Consumer(settings)
    consumer.subscribe([options.topic])
    # At-least-once delivery may repeat an outcome; its frame id tells.
    seen = set()
    end = None if options.seconds is None else time.monotonic() + options.seconds
    try:
        while (options.max is None or len(seen) < options.max) and (
            end is None or time.monotonic() < end
        ):
            message = consumer.poll(0.2)
            if message is None:
                continue
            if message.error():
                if message.error().code() == KafkaError.UNKNOWN_TOPIC_OR_PART:
                    raise SystemExit(f"{options.bootstrap_servers} has no topic {options.topic}")
                raise KafkaException(message.error())
            try:
                result = results.decode(message.value())
            except ValueError as error:
                print(f"{message.topic()}-{message.partition()}@{message.offset()}: {error}", file=sys.stderr)
                continue
            if result["frameId"] not in seen:
                seen.add(result["frameId"])
                print(json.dumps(summary(result)), flush=True)
    except KeyboardInterrupt:
        pass
    finally:
        consumer.close()


if __name__ == "__main__":
    main()
