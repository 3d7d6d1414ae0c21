// A receiver of weather alerts that 'skycast alerts send' tells by webhook; Node.js alone.
// node receiver.mjs SECRET_FILE [PORT]
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const secret = readFileSync(process.argv[2], "utf8").trim().replace(/^whsec_/, "");
const key = Buffer.from(secret, "base64");
const incidents = new Map(); // the newest message of each
const MOST_BYTES = 4_000_000;

// Whoever knows the secret sent this body, within the last five minutes.
function isAuthentic(headers, body) {
  const { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": given = "" } = headers;
  if (!id || !(Math.abs(Date.now() / 1000 - Number(time)) < 300)) return false;
  const wanted = createHmac("sha256", key).update(`${id}.${time}.`).update(body).digest();
  return given.split(" ").some((one) => {
    const bytes = Buffer.from(one.replace(/^v1,/, ""), "base64");
    return one.startsWith("v1,") && bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
  });
}

// A message may come twice, and an older one after a newer: the highest sequence holds.
function take(event) {
  if (event.type.endsWith(".heartbeat")) return console.log(`the sender lives; ${event.data.holding} alerts hold`);
  if (event.type.endsWith(".summary")) return console.log(`${event.data.passedOver} older messages were not told`);
  const { id, state, expires, weather } = event.data;
  if (weather.sequence <= (incidents.get(id)?.weather.sequence ?? 0)) return console.log(`known: ${event.id}`);
  incidents.set(id, event.data);
  const text = weather.texts.en ?? Object.values(weather.texts)[0] ?? { headline: weather.title };
  console.log(`${state} ${text.headline} (until ${expires})`);
}

// What holds now. Only CLEARED is an all-clear; what nobody has renewed in time is unknown, whatever it said.
export function holding(now = new Date()) {
  return [...incidents.values()]
    .filter((one) => !["CLEARED", "EXPIRED", "CANCELLED"].includes(one.state) && new Date(one.expires) > now)
    .map((one) => ({ ...one, state: new Date(one.weather.staleAfter) < now ? "UNKNOWN" : one.state }));
}

const server = createServer((request, response) => {
  const parts = [];
  let bytes = 0;
  request.on("data", (part) => {
    bytes += part.length;
    if (bytes > MOST_BYTES) return request.destroy();
    parts.push(part);
  });
  request.on("end", () => {
    const body = Buffer.concat(parts);
    if (request.method !== "POST" || !isAuthentic(request.headers, body)) return response.writeHead(401).end();
    // Not JSON, or not as it ought to be: 400 has it parked; a fault of one's own is 500, and it comes again.
    let events;
    try {
      events = [JSON.parse(body)].flat();
    } catch {
      return response.writeHead(400).end();
    }
    events.forEach(take);
    response.writeHead(204).end();
  });
});
server.listen(Number(process.argv[3] ?? 8090), "127.0.0.1", () => console.log(`listening on ${server.address().port}`));
