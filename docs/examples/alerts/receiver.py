"""A receiver of weather alerts that 'skycast alerts send' tells by webhook; Python's own library alone.

python3 receiver.py SECRET_FILE [PORT]
"""

import base64
import binascii
import hashlib
import hmac
import json
import sys
import time
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock

MOST_BYTES = 4_000_000
ENDS = ("CLEARED", "EXPIRED", "CANCELLED")
incidents = {}  # the newest message of each
lock = Lock()


def is_authentic(key: bytes, headers, body: bytes) -> bool:
    """Whether somebody who knows the secret sent this body, within the last five minutes."""
    number, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not number or not sent.isdigit() or abs(time.time() - int(sent)) > 300:
        return False
    wanted = hmac.new(key, f"{number}.{sent}.".encode() + body, hashlib.sha256).digest()
    for one in headers.get("webhook-signature", "").split():
        try:
            if one.startswith("v1,") and hmac.compare_digest(base64.b64decode(one[3:]), wanted):
                return True
        except binascii.Error:
            continue
    return False


def take(event: dict) -> str:
    """A message may come twice, and an older one after a newer: the highest sequence holds."""
    data = event["data"]
    if event["type"].endswith(".heartbeat"):
        return f"the sender lives; {data['holding']} alerts hold"
    if event["type"].endswith(".summary"):
        return f"{data['passedOver']} older messages were not told"
    weather = data["weather"]
    with lock:
        if weather["sequence"] <= incidents.get(data["id"], {"weather": {"sequence": 0}})["weather"]["sequence"]:
            return f"known: {event['id']}"
        incidents[data["id"]] = data
    texts = weather["texts"]
    text = texts.get("en") or next(iter(texts.values()), {"headline": weather["title"]})
    return f"{data['state']} {text['headline']} (until {data['expires']})"


def holding() -> list:
    """What holds now. Only CLEARED is an all-clear; what nobody has renewed in time is unknown, whatever it said."""
    now = datetime.now(timezone.utc)

    def later(text):
        return datetime.fromisoformat(text.replace("Z", "+00:00")) > now

    with lock:
        newest = list(incidents.values())
    held = [one for one in newest if one["state"] not in ENDS and later(one["expires"])]
    return [one if later(one["weather"]["staleAfter"]) else one | {"state": "UNKNOWN"} for one in held]


class Receiver(BaseHTTPRequestHandler):
    key = b""

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        if length > MOST_BYTES:
            return self.answer(413)
        body = self.rfile.read(length)
        if not is_authentic(self.key, self.headers, body):
            return self.answer(401)
        # Not JSON: 400 has it parked; a fault of one's own is 500, and it comes again.
        try:
            events = json.loads(body)
        except ValueError:
            return self.answer(400)
        for event in events if isinstance(events, list) else [events]:
            print(take(event), flush=True)
        return self.answer(204)

    def answer(self, status: int):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *ignored):
        pass


if __name__ == "__main__":
    Receiver.key = base64.b64decode(Path(sys.argv[1]).read_text().strip().removeprefix("whsec_"))
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 8090
    with ThreadingHTTPServer(("127.0.0.1", port), Receiver) as server:
        print(f"listening on {server.server_address[1]}", flush=True)
        server.serve_forever()
