/** How does OTLP come over gRPC? */
@NullMarked
package aigateway.web.ingest.grpc;

import org.jspecify.annotations.NullMarked;
