// A steady rate for a while, every span stored and exported: does anything grow, and does all of it arrive?
// Starts the packaged gateway, an upstream and an OTLP receiver of its own. Needs java (a JDK, for jcmd) and node.
//   node sustained.mjs [REQUESTS_A_SECOND=300] [MINUTES=10] [AWAY=0]
// Each minute: latency, what a full collection leaves of the heap, and how long spans took from their end to the receiver and to the store. At the
// end: answers, spans stored and spans received. With AWAY there are three receivers, and one of them is away for so many minutes: after a minute
// that only warms up, the minutes before, while it is away and after are told side by side. With PROFILE in the environment a flight recorder says
// at the end which threads worked for the broker and the database.
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { profile } from './profile.mjs';

const rate = Number(process.argv[2] ?? 300), minutes = Number(process.argv[3] ?? 10), away = Number(process.argv[4] ?? 0);
const warming = away > 0 ? 1 : 0, before = Math.max(1, Math.floor((minutes - away) / 2));
const phaseOf = (minute) => minute < 1 ? 'warming up' : minute <= before ? 'before' : minute <= before + away ? 'away' : 'after';
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'sustained-'));
const key = 'bench-key-0123456789abcdef', password = 'bench-password-1', port = 9003, base = `http://127.0.0.1:${port}`;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const post = async (address, token, body) => (await fetch(base + address, {
  method: 'POST', headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }, body: JSON.stringify(body),
})).json();

// A backend that counts, and measures how long spans took from their end to here.
const backend = (name, port) => {
  const self = { name, port, received: 0, delays: [] }, sockets = new Set();
  const count = (body) => {
    const now = Date.now();
    for (const resource of JSON.parse(body).resourceSpans) for (const scope of resource.scopeSpans) for (const span of scope.spans) {
      self.received++;
      if (!span.parentSpanId) self.delays.push(now - Number(BigInt(span.endTimeUnixNano) / 1000000n));
    }
  };
  const server = http.createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part)).on('end', () => {
      const body = Buffer.concat(parts);
      count(request.headers['content-encoding'] === 'gzip' ? zlib.gunzipSync(body) : body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).on('connection', (socket) => { sockets.add(socket); socket.on('close', () => sockets.delete(socket)); });
  self.come = () => server.listen(port, '127.0.0.1');
  self.leave = () => { server.close(); sockets.forEach((socket) => socket.destroy()); };
  self.come();
  return self;
};
const backends = (away > 0 ? ['receiver', 'second', 'away'] : ['receiver']).map((name, i) => backend(name, 9004 + i));

fs.writeFileSync(path.join(work, 'gateway.yaml'), fs.readFileSync(path.join(here, 'gateway.yaml'), 'utf8') + `---
type: gateway-otel-config
name: otel
otel_traces_exporter_config: [${backends.map(({ name, port }) => `{ name: ${name}, endpoint: "http://127.0.0.1:${port}/v1/traces", encoding: json }`)}]
`);
const log = fs.openSync(path.join(work, 'gateway.log'), 'w');
const upstream = spawn('node', [path.join(here, 'upstream.mjs'), '9001'], { stdio: 'inherit' });
const gateway = spawn('java', [...(process.env.JAVA_OPTS ?? '-Xms1g -Xmx1g -XX:+UseParallelGC -XX:CICompilerCount=4').split(' '),
  ...(process.env.PROFILE ? ['-XX:FlightRecorderOptions:stackdepth=256', '-XX:StartFlightRecording:name=bench,settings=profile'] : []),
  '-jar', path.join(here, '../../target/ai-gateway.jar'), '--port', String(port)], {
  env: { ...process.env, BENCH_KEY: key, GATEWAY_ADMIN_PASSWORD: password, GATEWAY_DATA_DIR: path.join(work, 'data'),
    GATEWAY_CONFIG: path.join(work, 'gateway.yaml'), GATEWAY_ALLOWED_PRIVATE_HOSTS: '127.0.0.1', GATEWAY_OTLP_GRPC_PORT: '0' },
  stdio: ['ignore', log, log],
});
process.on('exit', () => { gateway.kill('SIGKILL'); upstream.kill(); });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
for (let i = 0; (await fetch(base + '/health/ready').then((r) => r.status, () => 0)) !== 200; i++) {
  if (i > 120 || gateway.exitCode !== null) { console.error(`not ready, see ${work}/gateway.log`); process.exit(1); }
  await sleep(1000);
}
const { token } = await post('/api/svc/v1/login', null, { username: 'admin', password });

// Oldest first: a connection that nobody used for half a minute is one that the server is about to close.
const agent = new http.Agent({ keepAlive: true, maxSockets: 256, scheduling: 'fifo' });
const body = JSON.stringify({ model: 'bench/bench', messages: [{ role: 'user', content: 'wait 50 ' + 'and tell me of the quick brown fox. '.repeat(8) }] });
let sent = 0, answers = 0, errors = 0, latencies = [];
const why = {};
const ask = () => {
  sent++;
  const began = performance.now();
  const done = (what) => {
    if (what === 200) answers++; else { errors++; why[what] = (why[what] ?? 0) + 1; }
    latencies.push(performance.now() - began);
  };
  const request = http.request(`${base}/v1/chat/completions`, { method: 'POST', agent,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } },
  (response) => response.resume().on('end', () => {
    done(response.statusCode);
    if (response.statusCode === 200 && Date.now() > store.next) {
      store.next = Date.now() + 500;
      store.look(response.headers['x-tfy-trace-id']);
    }
  }));
  request.on('error', (failure) => done(failure.code)).end(body);
};
const metric = (text, name) => Number((new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text) ?? [0, NaN])[1]);
const state = async () => {
  const metrics = await (await fetch(base + '/metrics')).text();
  const exporters = await (await fetch(base + '/api/svc/v1/otel/exporters', { headers: { authorization: `Bearer ${token}` } })).json();
  return { published: metric(metrics, 'ai_gateway_spans_published_total'), dropped: metric(metrics, 'ai_gateway_spans_dropped_total'),
    traces: metric(metrics, 'ai_gateway_traces_waiting'), messages: exporters.data.reduce((sum, one) => sum + one.waiting, 0) };
};
const stored = async () => {
  const { data } = await post('/api/svc/v1/llm-gateway/metrics/query', token, { startTs: new Date(began - 60_000).toISOString(),
    endTs: new Date(Date.now() + 60_000).toISOString(), datasource: 'modelMetrics', type: 'distribution', aggregations: [{ type: 'count', column: 'latencyMs' }] });
  return data.dataPoints[0].total;
};
// Of two requests a second: how long after its end can it be found? Asked ever more slowly, so that asking costs next to nothing.
const store = { name: 'store', delays: [], next: 0,
  async look(trace) {
    for (const since = Date.now(); Date.now() - since < 120_000; await sleep(Math.max(20, (Date.now() - since) / 5))) {
      const { data } = await post('/api/svc/v1/spans/query', token, { traceIds: [trace], filters: [{ spanFieldName: 'spanKind', operator: 'EQUAL', value: 'SERVER' }] })
        .catch(() => ({ data: [] }));
      if (data?.length) { store.delays.push(Date.now() - (Date.parse(data[0].timestamp) + data[0].durationNs / 1e6)); return; }
    }
    store.delays.push(Infinity);
  },
};
const quantile = (sorted, q) => sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))].toFixed(1) : '-';

const began = Date.now(), started = performance.now();
const tick = setInterval(() => { for (const due = Math.min(rate * (warming + minutes) * 60, (performance.now() - started) / 1000 * rate); sent < due;) ask(); }, 5);
console.log('minute   answers  errors     p50     p99     max   RSS MB  heap after a collection MB  traces waiting  messages waiting  spans dropped  requests not stored  ms from a span\'s end p50/p99');
if (away > 0) {
  const gone = backends.at(-1);
  setTimeout(gone.leave, 60_000 * (warming + before));
  setTimeout(gone.come, 60_000 * (warming + before + away));
}
const phases = {};
const summed = (values, phase, name) => {
  const all = (phases[phase] ??= {})[name] ??= [];
  for (const value of values) all.push(value);
  return summary(values);
};
const summary = (values) => { const sorted = values.sort((a, b) => a - b); return `${quantile(sorted, 0.5)}/${quantile(sorted, 0.99)}`; };
for (let minute = 1 - warming; minute <= minutes; minute++) {
  await sleep((minute + warming) * 60_000 - (performance.now() - started));
  const asked = latencies, phase = phaseOf(minute);
  latencies = [];
  summed(asked, phase, 'answers');
  const line = [quantile(asked, 0.5), quantile(asked, 0.99), quantile(asked, 1)], count = asked.length;
  const told = [...backends, store].map((one) => `${one.name} ${summed(one.delays.splice(0), phase, one.name)}`).join(' ');
  const now = await state();
  execFileSync('jcmd', [gateway.pid, 'GC.run']);
  const heap = [...execFileSync('jcmd', [gateway.pid, 'GC.heap_info']).toString().matchAll(/(?:PSYoungGen|ParOldGen|garbage-first heap).*used (\d+)K/g)]
    .reduce((sum, found) => sum + Number(found[1]), 0) / 1024;
  const rss = Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${gateway.pid}/status`, 'utf8'))[1]) / 1024;
  console.log([minute, count, errors, ...line, rss.toFixed(0), heap.toFixed(0), now.traces, now.messages, now.dropped, Math.max(0, answers - await stored()), told]
    .map((v, i) => String(v).padStart([6, 9, 7, 7, 7, 7, 8, 27, 15, 17, 14, 20, 29][i])).join(' '));
}
clearInterval(tick);
if (process.env.PROFILE) {
  const recording = path.join(work, 'bench.jfr');
  execFileSync('jcmd', [gateway.pid, 'JFR.dump', 'name=bench', `filename=${recording}`]);
  await profile(recording);
}
const total = () => backends.reduce((sum, one) => sum + one.received, 0);
// A backend that was away is tried again after up to half a minute.
for (let quiet = 0, last = -1; quiet < (away > 0 ? 60 : 5); last = total()) { await sleep(1000); quiet = total() === last ? quiet + 1 : 0; }
const end = await state();
if (away > 0) {
  console.log('ms, p50/p99'.padEnd(12) + ['answers', ...backends, store].map((one) => (one.name ?? one).padStart(18)).join(''));
  for (const [phase, figures] of Object.entries(phases)) console.log(phase.padEnd(12) + Object.values(figures).map((values) => summary(values).padStart(18)).join(''));
}
console.log(`sent ${sent}, answered ${answers}, failed ${errors} ${JSON.stringify(why)}; spans published ${end.published}, `
  + `${backends.map((one) => `${one.name} has ${one.received}`).join(', ')}, dropped ${end.dropped}; requests stored ${await stored()}`);
process.exit(0);
