# pip install confluent-kafka fastavro; python3 consumer.py localhost:9092 http://localhost:8081 30
import io
import json
import sys
import urllib.request

from confluent_kafka import Consumer
from fastavro import parse_schema, schemaless_reader

broker, registry, threshold = sys.argv[1:]
schemas = {}  # what records were written with, by its number


def decoded(value):
    number = int.from_bytes(value[1:5], "big")
    if number not in schemas:
        with urllib.request.urlopen(f"{registry}/schemas/ids/{number}") as answer:
            schemas[number] = parse_schema(json.loads(json.load(answer)["schema"]))
    return schemaless_reader(io.BytesIO(value[5:]), schemas[number])


def exceedance(levels, values, least):
    """How likely the value is at or above the threshold, of one lead's quantiles."""
    i = next((i for i, value in enumerate(values) if value >= least), -1)
    if i < 1:
        return 1 - levels[i]
    return 1 - levels[i - 1] - (levels[i] - levels[i - 1]) * (least - values[i - 1]) / (values[i] - values[i - 1])


consumer = Consumer({"bootstrap.servers": broker, "group.id": "my-forecasts", "auto.offset.reset": "earliest"})
consumer.subscribe(["skycast.forecasts"])  # it reads what is committed, unless isolation.level says otherwise
while True:
    message = consumer.poll(1.0)
    if message is None or message.error():
        continue
    forecast = decoded(message.value())
    for of in forecast["variables"]:
        if of["name"] == "air_temperature":
            values = of["values"][of["leadMinutes"].index(60)]
            median = values[of["quantileLevels"].index(0.5)]
            chance = 100 * exceedance(of["quantileLevels"], values, float(threshold))
            reference = forecast["referenceTime"].isoformat()  # fastavro makes times of microseconds
            print(f"{forecast['stationId']} {reference} +60 min {median:.1f} {of['units']}, {chance:.0f} %", flush=True)
