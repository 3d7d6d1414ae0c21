package org.skycast.schemas;

import java.util.List;
import org.apache.avro.Schema;

/** A registry that counts how often it is asked for schemas. */
final class AskedRegistry implements Registry {

    private final Registry registry;
    private int times;

    AskedRegistry(Registry registry) {
        this.registry = registry;
    }

    int times() {
        return times;
    }

    @Override
    public Schema byId(int id) {
        times++;
        return registry.byId(id);
    }

    @Override
    public int register(String subject, Schema schema) {
        return registry.register(subject, schema);
    }

    @Override
    public int lookup(String subject, Schema schema) {
        return registry.lookup(subject, schema);
    }

    @Override
    public Registered latest(String subject) {
        return registry.latest(subject);
    }

    @Override
    public List<String> subjects() {
        return registry.subjects();
    }

    @Override
    public boolean accepts(String subject, Schema schema) {
        return registry.accepts(subject, schema);
    }

    @Override
    public void require(String subject, String compatibility) {
        registry.require(subject, compatibility);
    }

    @Override
    public String location() {
        return registry.location();
    }
}
