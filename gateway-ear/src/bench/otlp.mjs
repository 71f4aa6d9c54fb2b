// As much of OTLP's protobuf as a load needs: requests of spans that carry a number, and the numbers in what comes out again.
// https://github.com/open-telemetry/opentelemetry-proto/blob/v1.7.0/opentelemetry/proto/trace/v1/trace.proto

const varint = (value) => {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Buffer.from([...bytes, value]);
};
const field = (number, content) => Buffer.concat([varint(number * 8 + 2), varint(content.length), content]);
const text = (number, value) => field(number, Buffer.from(value));
const attribute = (number, [name, value]) => field(number, Buffer.concat([text(1, name),
  field(2, typeof value === 'string' ? text(1, value) : Buffer.concat([Buffer.from([0x18]), varint(value)]))]));
const attributes = (number, all) => Buffer.concat(Object.entries(all).map((one) => attribute(number, one)));

const question = 'Say what changed in the second quarter and why, in plain words, for somebody who was not there. '.repeat(6);
const answer = 'Revenue rose by a tenth, mostly since three customers renewed early; costs stayed where they were. '.repeat(6);
// One trace, as a Traceloop SDK tells it: five spans of an application that asks a model.
const steps = [
  { name: 'report.workflow', up: 0, of: { 'traceloop.span.kind': 'workflow', 'traceloop.entity.name': 'report', 'traceloop.workflow.name': 'report', 'traceloop.entity.input': question, 'traceloop.entity.output': answer } },
  { name: 'load.task', up: 1, of: { 'traceloop.span.kind': 'task', 'traceloop.entity.name': 'load', 'traceloop.workflow.name': 'report', 'traceloop.entity.input': '{"quarter":2}' } },
  { name: 'SELECT figures', up: 1, of: { 'db.system': 'postgresql', 'db.statement': 'SELECT * FROM figures WHERE quarter = ?', 'server.address': 'db.internal', 'server.port': 5432 } },
  { name: 'openai.chat', up: 3, of: { 'gen_ai.system': 'openai', 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-4o', 'gen_ai.response.model': 'gpt-4o-2024-08-06', 'gen_ai.request.max_tokens': 500,
    'gen_ai.prompt.0.role': 'system', 'gen_ai.prompt.0.content': 'You are brief.', 'gen_ai.prompt.1.role': 'user', 'gen_ai.prompt.1.content': question, 'gen_ai.completion.0.role': 'assistant', 'gen_ai.completion.0.content': answer,
    'gen_ai.completion.0.finish_reason': 'stop', 'gen_ai.usage.input_tokens': 131, 'gen_ai.usage.output_tokens': 118, 'llm.is_streaming': 'false' } },
  { name: 'POST', up: 1, of: { 'http.request.method': 'POST', 'url.full': 'https://api.example/v1/chat/completions', 'http.response.status_code': 200, 'server.address': 'api.example', 'server.port': 443 } },
].map((step) => ({ ...step, rest: Buffer.concat([text(5, step.name), Buffer.from([0x30, 1]), attributes(9, step.of)]) }));
export const SPANS_A_TRACE = steps.length;

const resource = field(1, attributes(1, { 'service.name': 'reports', 'service.version': '1.4.2', 'deployment.environment.name': 'bench' }));
const scope = field(1, Buffer.concat([text(1, 'bench'), text(2, '1')]));

/** A request of traces whose spans are numbered from `first` on; `run` keeps the numbers of two runs apart. */
export const request = (run, first, traces, millis) => {
  const spans = [];
  for (let number = first; number < first + traces * SPANS_A_TRACE; number++) {
    const step = (number - first) % SPANS_A_TRACE, { up, rest } = steps[step];
    const head = Buffer.alloc(18 + 10 + (up ? 10 : 0) + 18);
    head.writeUInt16BE(0x0a10, 0);
    head.writeUInt32BE(run, 2);
    head.writeUInt32BE(number - step, 14);
    head.writeUInt16BE(0x1208, 18);
    head.writeUInt32BE(run, 20);
    head.writeUInt32BE(number, 24);
    let at = 28;
    if (up) {
      head.writeUInt16BE(0x2208, at);
      head.writeUInt32BE(run, at + 2);
      head.writeUInt32BE(number - up, at + 6);
      at += 10;
    }
    head[at] = 0x39;
    head.writeBigUInt64LE(BigInt(millis - 20) * 1_000_000n, at + 1);
    head[at + 9] = 0x41;
    head.writeBigUInt64LE(BigInt(millis) * 1_000_000n, at + 10);
    spans.push(varint(18), varint(head.length + rest.length), head, rest);
  }
  const scoped = Buffer.concat([scope, ...spans]);
  return field(1, Buffer.concat([resource, field(2, scoped)]));
};

/** Calls `each(number, endMillis)` for each span of this run in a request. */
export const numbers = (run, body, each) => {
  let at = 0;
  const next = () => {
    let value = 0, factor = 1;
    for (; ; factor *= 128) {
      const byte = body[at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  // What is not asked for is passed over by its wire type.
  const walk = (end, wanted) => {
    while (at < end) {
      const tag = next(), length = [1, 5].includes(tag % 8) ? tag % 8 === 1 ? 8 : 4 : tag % 8 === 2 ? next() : (next(), 0);
      const until = at + length;
      wanted(tag, until);
      at = until;
    }
  };
  walk(body.length, (tag, resourceEnd) => tag === 10 && walk(resourceEnd, (inner, scopeEnd) => inner === 18 && walk(scopeEnd, (kind, spanEnd) => {
    if (kind !== 18) return;
    let number = -1, ended = 0;
    walk(spanEnd, (part) => {
      if (part === 18 && body.readUInt32BE(at) === run) number = body.readUInt32BE(at + 4);
      if (part === 65) ended = Number(body.readBigUInt64LE(at) / 1_000_000n);
    });
    if (number >= 0) each(number, ended);
  })));
};
