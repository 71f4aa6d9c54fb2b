// OpenTelemetry's exporters: protobuf, JSON and gRPC.
import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter as Grpc } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as Json } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as Protobuf } from '@opentelemetry/exporter-trace-otlp-proto';
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { assert, gateway, key } from './gateway.mjs';

const headers = { Authorization: `Bearer ${key}` };
const url = `${gateway}/api/otel/v1/traces`;
const exporters = { protobuf: new Protobuf({ url, headers }), json: new Json({ url, headers }) };
if (process.env.GRPC) {
  const { Metadata } = await import('@grpc/grpc-js');
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${key}`);
  exporters.grpc = new Grpc({ url: process.env.GRPC, metadata });
}

for (const [name, exporter] of Object.entries(exporters)) {
  const results = [];
  const told = {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        results.push(result);
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(told)] });
  const span = provider.getTracer('clients').startSpan(`javascript-${name}`, { attributes: { 'gen_ai.system': 'openai' } });
  span.end();
  await provider.forceFlush();
  await provider.shutdown();
  assert.deepEqual(results.map((result) => [result.code, result.error]), [[0, undefined]], name);
  console.log(`trace ${span.spanContext().traceId} javascript-${name}`);
}
assert.ok(trace);
