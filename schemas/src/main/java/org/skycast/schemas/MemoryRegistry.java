package org.skycast.schemas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** A registry in this process, shared by all who name the same {@code mock://scope}; for tests without a server. */
final class MemoryRegistry implements Registry {

    private static final Map<String, MemoryRegistry> SCOPES = new ConcurrentHashMap<>();

    private final String url;
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();

    private MemoryRegistry(String url) {
        this.url = url;
    }

    static MemoryRegistry at(String url) {
        return SCOPES.computeIfAbsent(url, MemoryRegistry::new);
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        int index = schemas.indexOf(schema);
        if (index < 0) {
            schemas.add(schema);
            index = schemas.size() - 1;
        }
        List<Integer> ids = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
        if (!ids.contains(index + 1)) {
            ids.add(index + 1);
        }
        return index + 1;
    }

    @Override
    public synchronized int lookup(String subject, Schema schema) {
        int id = schemas.indexOf(schema) + 1;
        if (!subjects.getOrDefault(subject, List.of()).contains(id)) {
            throw new RegistryRefusal(40403, "The schema is not registered under %s at %s.".formatted(subject, url));
        }
        return id;
    }

    @Override
    public synchronized Registered latest(String subject) {
        List<Integer> ids = subjects.getOrDefault(subject, List.of());
        if (ids.isEmpty()) {
            throw new RegistryRefusal(40401, "There is no subject %s at %s.".formatted(subject, url));
        }
        int id = ids.get(ids.size() - 1);
        return new Registered(id, byId(id));
    }

    @Override
    public synchronized Schema byId(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new RegistryRefusal(40403, "There is no schema %d at %s.".formatted(id, url));
        }
        return schemas.get(id - 1);
    }

    @Override
    public synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    @Override
    public boolean accepts(String subject, Schema schema) {
        return true;
    }

    @Override
    public void require(String subject, String compatibility) {
        // It holds what one test registers; that test's own schemas need no guard.
    }

    @Override
    public String location() {
        return url;
    }
}
