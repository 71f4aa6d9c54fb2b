// A steady rate for a while, every span stored and exported: does anything grow, and does all of it arrive?
// Starts the packaged gateway, an upstream and an OTLP receiver of its own. Needs java (a JDK, for jcmd) and node.
//   node sustained.mjs [REQUESTS_A_SECOND=300] [MINUTES=10] [AWAY=0]
// Each minute: latency, what a full collection leaves of the heap, and how long spans took to the receiver. At the end: answers, spans stored and
// spans received. With AWAY there are three receivers, and one of them is away for so many minutes after the first.
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';

const rate = Number(process.argv[2] ?? 300), minutes = Number(process.argv[3] ?? 10), away = Number(process.argv[4] ?? 0);
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
  (response) => response.resume().on('end', () => done(response.statusCode)));
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
const quantile = (sorted, q) => sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))].toFixed(1) : '-';

const began = Date.now(), started = performance.now();
const tick = setInterval(() => { for (const due = Math.min(rate * minutes * 60, (performance.now() - started) / 1000 * rate); sent < due;) ask(); }, 5);
console.log('minute   answers  errors     p50     p99     max   RSS MB  heap after a collection MB  traces waiting  messages waiting  spans dropped  requests not stored  ms to the receivers p50/p99');
if (away > 0) {
  const gone = backends.at(-1);
  setTimeout(gone.leave, 60_000);
  setTimeout(gone.come, 60_000 * (1 + away));
}
for (let minute = 1; minute <= minutes; minute++) {
  await sleep(minute * 60_000 - (performance.now() - started));
  latencies.sort((a, b) => a - b);
  const line = [quantile(latencies, 0.5), quantile(latencies, 0.99), quantile(latencies, 1)], count = latencies.length;
  const told = backends.map((one) => { const d = one.delays.splice(0).sort((a, b) => a - b); return `${one.name} ${quantile(d, 0.5)}/${quantile(d, 0.99)}`; }).join(' ');
  latencies = [];
  const now = await state();
  execFileSync('jcmd', [gateway.pid, 'GC.run']);
  const heap = [...execFileSync('jcmd', [gateway.pid, 'GC.heap_info']).toString().matchAll(/(?:PSYoungGen|ParOldGen|garbage-first heap).*used (\d+)K/g)]
    .reduce((sum, found) => sum + Number(found[1]), 0) / 1024;
  const rss = Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${gateway.pid}/status`, 'utf8'))[1]) / 1024;
  console.log([minute, count, errors, ...line, rss.toFixed(0), heap.toFixed(0), now.traces, now.messages, now.dropped, Math.max(0, answers - await stored()), told]
    .map((v, i) => String(v).padStart([6, 9, 7, 7, 7, 7, 8, 27, 15, 17, 14, 20, 29][i])).join(' '));
}
clearInterval(tick);
const total = () => backends.reduce((sum, one) => sum + one.received, 0);
// A backend that was away is tried again after up to half a minute.
for (let quiet = 0, last = -1; quiet < (away > 0 ? 60 : 5); last = total()) { await sleep(1000); quiet = total() === last ? quiet + 1 : 0; }
const end = await state();
console.log(`sent ${sent}, answered ${answers}, failed ${errors} ${JSON.stringify(why)}; spans published ${end.published}, `
  + `${backends.map((one) => `${one.name} has ${one.received}`).join(', ')}, dropped ${end.dropped}; requests stored ${await stored()}`);
process.exit(0);
