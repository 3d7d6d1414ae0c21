package org.skycast.dashboard.web;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.skycast.dashboard.api.Api;
import org.skycast.dashboard.api.Asked;
import org.skycast.dashboard.api.AskedWrongly;
import org.skycast.dashboard.frame.FetchedFrame;
import org.skycast.dashboard.frame.FrameFetcher;
import org.skycast.dashboard.frame.FramePlace;
import org.skycast.dashboard.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what answers a request. */
final class Router extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private static final Map<String, String> TITLES =
            Map.of("", "Stations", "skill", "Skill", "alerts", "Alerts", "models", "Models", "operation", "Operation");

    private final Gate gate;
    private final Api api;
    private final Assets assets = new Assets();
    private final PlainPages plain;
    private final EventHub events;
    private final Optional<FrameFetcher> frames;
    private final Set<String> framesOff;
    private final InstantSource clock;

    Router(
            Gate gate,
            Api api,
            EventHub events,
            Optional<FrameFetcher> frames,
            Set<String> framesOff,
            InstantSource clock) {
        this.gate = gate;
        this.api = api;
        this.plain = new PlainPages(api);
        this.events = events;
        this.frames = frames;
        this.framesOff = Set.copyOf(framesOff);
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            gate.check(request);
            route(request, response, callback, Gate.steps(request));
        } catch (AskedWrongly e) {
            Reply reply = Reply.sentence(e.status(), String.valueOf(e.getMessage()));
            send(request, response, callback, e.status() == 405 ? reply.with("Allow", "GET, HEAD") : reply);
        } catch (StoreException e) {
            LOG.warn("A request could not be answered: {}", e.getMessage());
            Reply reply = Reply.sentence(503, "This cannot be answered now; ask again.");
            send(request, response, callback, reply.with("Retry-After", "5"));
        } catch (RuntimeException e) {
            LOG.error("A request failed.", e);
            send(request, response, callback, Reply.sentence(500, "This failed; the server's log says why."));
        }
        return true;
    }

    private void route(Request request, Response response, Callback callback, List<String> steps) {
        String first = steps.get(0);
        int count = steps.size();
        if (first.equals("api") && count > 2 && steps.get(1).equals("v1")) {
            api(request, response, callback, steps.subList(2, count));
        } else if (first.equals("frames") && count == 3) {
            frame(request, response, callback, new Wanted(steps.get(1), Optional.of(steps.get(2))));
        } else if (first.equals("stations") && count == 3 && steps.get(2).equals("latest.jpg")) {
            frame(request, response, callback, new Wanted(steps.get(1), Optional.empty()));
        } else {
            send(request, response, callback, page(request, steps));
        }
    }

    private Reply page(Request request, List<String> steps) {
        String first = steps.get(0);
        if (steps.size() == 2 && first.equals("assets")) {
            return assets.named(steps.get(1)).orElseThrow(Router::nothing);
        }
        if (steps.size() == 2 && first.equals("stations") && !steps.get(1).isEmpty()) {
            return assets.page("station", "Station", "/plain/stations");
        }
        if (steps.size() == 2 && steps.equals(List.of("plain", "stations"))) {
            return plain.stations(new Asked(List.of(), Gate.parameters(request), clock.instant()));
        }
        if (steps.size() == 1 && first.equals("favicon.ico")) {
            return assets.named("icon.svg").orElseThrow(Router::nothing);
        }
        if (steps.size() == 1 && TITLES.containsKey(first)) {
            return assets.page(
                    first.isEmpty() ? "stations" : first, TITLES.getOrDefault(first, first), "/plain/stations");
        }
        throw nothing();
    }

    private static AskedWrongly nothing() {
        return new AskedWrongly(404, "There is nothing here.");
    }

    private void api(Request request, Response response, Callback callback, List<String> steps) {
        if (steps.equals(List.of("openapi.json"))) {
            send(request, response, callback, Assets.openApi());
            return;
        }
        Map<String, String> parameters = Gate.parameters(request);
        if (steps.equals(List.of("events"))) {
            Optional<String> last = Optional.ofNullable(request.getHeaders().get("Last-Event-ID"));
            boolean head = request.getMethod().equals("HEAD");
            if (head || !events.open(request, response, callback, parameters.getOrDefault("station", ""), last)) {
                Reply reply =
                        Reply.sentence(503, "All streams of events are taken; ask for what you show each minute.");
                send(request, response, callback, reply.with("Retry-After", "60"));
            }
            return;
        }
        List<String> varying = new ArrayList<>();
        String path = template(steps, varying);
        Api.Body body = api.answer(path, new Asked(varying, parameters, clock.instant()));
        send(request, response, callback, Reply.revalidated(body.type(), body.bytes(), Assets.etag(body.bytes())));
    }

    /** The path as {@link Api#paths} has it: the step after {@code stations} varies. */
    private static String template(List<String> steps, List<String> varying) {
        if (steps.size() > 1 && steps.get(0).equals("stations")) {
            varying.add(steps.get(1));
            List<String> all = new ArrayList<>(steps);
            all.set(1, "*");
            return String.join("/", all);
        }
        return String.join("/", steps);
    }

    /** A frame of a station: of a digest, or the newest. */
    private record Wanted(String station, Optional<String> sha256) {}

    private void frame(Request request, Response response, Callback callback, Wanted wanted) {
        if (frames.isEmpty() || framesOff.contains(wanted.station())) {
            throw new AskedWrongly(403, "Pictures of this station are not shown here.");
        }
        FramePlace place = wanted.sha256()
                .or(() -> api.newestFrame(wanted.station()))
                .flatMap(sha256 -> api.frame(wanted.station(), sha256))
                .orElseThrow(() -> new AskedWrongly(404, "There is no such picture here."));
        String kept = wanted.sha256().isPresent() ? IMMUTABLE : "no-store";
        var unused = frames.get()
                .fetch(place)
                .thenAccept(fetched -> send(request, response, callback, reply(fetched, kept)));
    }

    private static Reply reply(FetchedFrame fetched, String kept) {
        if (fetched instanceof FetchedFrame.Picture picture) {
            return new Reply(200, picture.mediaType(), picture.image(), Map.of("Cache-Control", kept));
        }
        if (fetched instanceof FetchedFrame.Unavailable unavailable) {
            return Reply.sentence(503, unavailable.sentence()).with("Retry-After", "5");
        }
        if (fetched instanceof FetchedFrame.Wrong wrong) {
            return Reply.sentence(502, wrong.sentence());
        }
        return Reply.sentence(410, "The log no longer holds this picture.");
    }

    private static void send(Request request, Response response, Callback callback, Reply reply) {
        String etag = reply.headers().get("ETag");
        boolean same = etag != null
                && reply.status() == 200
                && request.getHeaders().getValuesList(HttpHeader.IF_NONE_MATCH).contains(etag);
        response.setStatus(same ? 304 : reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        if (same) {
            callback.succeeded();
            return;
        }
        response.getHeaders().put("Content-Type", reply.type());
        response.getHeaders().put("Content-Length", Integer.toString(reply.body().length));
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }
}
