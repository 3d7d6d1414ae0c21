package org.skycast.edge.source.open;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The kinds of source that a key goes with. A key without it names a kind itself. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface GoesWith {

    /** The keys that name the kinds. */
    String[] value();
}
