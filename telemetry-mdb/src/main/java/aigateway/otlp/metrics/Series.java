package aigateway.otlp.metrics;

import java.util.SortedMap;

/** An instrument with one set of attributes. */
record Series(Instrument instrument, SortedMap<String, String> attributes) {}
