"""Sends web events to a running engine as a program in another language would: schema from the registry, Confluent's wire
format, librdkafka's own partitioner. Arguments: bootstrap server, registry, number of events."""
import datetime
import io
import struct
import sys

import avro.io
import avro.schema
from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient

bootstrap, registry, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
registered = SchemaRegistryClient({"url": registry}).get_latest_version("web-events-value")
schema = avro.schema.parse(registered.schema.schema_str)
writer = avro.io.DatumWriter(schema)
fields = [field.name for field in schema.fields]
producer = Producer({"bootstrap.servers": bootstrap, "acks": "all", "enable.idempotence": True})
failed = []


def delivered(error, message):
    if error is not None:
        failed.append(str(error))


for number in range(count):
    event = dict.fromkeys(fields)
    event.update(
        event_id="py-%d" % number,
        occurred_at=datetime.datetime.now(datetime.timezone.utc),
        customer_id="python-customer-%d" % (number % 7),
        channel="python",
        action="PAGE_VIEW",
    )
    out = io.BytesIO()
    out.write(struct.pack(">bI", 0, registered.schema_id))
    writer.write(event, avro.io.BinaryEncoder(out))
    producer.produce("web-events", key=event["customer_id"], value=out.getvalue(), callback=delivered)
producer.flush(30)
if failed:
    sys.exit("not delivered: " + failed[0])
print("sent %d" % count)
