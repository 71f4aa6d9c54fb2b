// Spans of applications at a steady rate: are all of them taken, stored and brought to every backend, also when one is away?
// Starts the packaged gateway and its OTLP receivers, one process each. Needs java (a JDK, for jcmd) and node.
//   node ingest.mjs [--rate 3000] [--seconds 120] [--exporters 3] [--away FROM+SECONDS] [--dead HOW_MANY] [--kill AT]
// --away 30+600: no receiver is there for ten minutes from second 30 on; --dead 1: one never is; --kill 60: kill -9 and a new start.
// Sends as an SDK does: batches of a hundred, sent again after a 429, a 503 or a lost connection. Spans are numbered, so what
// is missing at the end is known one by one.
import { execFileSync, fork, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { request, SPANS_A_TRACE } from './otlp.mjs';

const { values: given } = parseArgs({ options: Object.fromEntries(
  ['rate', 'seconds', 'exporters', 'away', 'dead', 'kill'].map((name) => [name, { type: 'string' }])) });
const rate = Number(given.rate ?? 3000), seconds = Number(given.seconds ?? 120), exporters = Number(given.exporters ?? 3);
const [awayFrom, awayFor] = (given.away ?? '0+0').split('+').map(Number), dead = Number(given.dead ?? 0), killAt = Number(given.kill ?? 0);
const here = path.dirname(new URL(import.meta.url).pathname), work = fs.mkdtempSync(path.join(os.tmpdir(), 'ingest-'));
const key = 'bench-key-0123456789abcdef', password = 'bench-password-1', port = 9003, base = `http://127.0.0.1:${port}`;
const batch = 100, total = Math.floor(rate * seconds / batch) * batch, run = Date.now() % 0x7fffffff;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const receivers = Array.from({ length: exporters }, (_, i) => {
  const child = fork(path.join(here, 'receiver.mjs'), [String(9010 + i), String(run), String(total)], { serialization: 'advanced' });
  const waiting = [];
  child.on('message', (message) => waiting.shift()(message));
  const ask = (what) => new Promise((done) => { waiting.push(done); child.send(what); });
  return { name: `r${i + 1}`, port: 9010 + i, ask, child, isDead: i < dead };
});
for (const receiver of receivers) if (!receiver.isDead) await receiver.ask('open');

fs.writeFileSync(path.join(work, 'gateway.yaml'), fs.readFileSync(path.join(here, 'gateway.yaml'), 'utf8') + `---
type: gateway-otel-config
name: otel
otel_traces_exporter_config:
${receivers.map((one) => `  - { name: ${one.name}, endpoint: "http://127.0.0.1:${one.port}/v1/traces" }`).join('\n')}
`);
const log = fs.openSync(path.join(work, 'gateway.log'), 'a');
const ready = () => fetch(base + '/health/ready').then((answer) => answer.status === 200, () => false);
const start = async () => {
  const started = spawn('java', [...(process.env.JAVA_OPTS ?? '-Xms1g -Xmx1g -XX:+UseParallelGC -XX:CICompilerCount=4').split(' '),
    '-jar', path.join(here, '../../target/ai-gateway.jar'), '--port', String(port)], {
    env: { ...process.env, BENCH_KEY: key, GATEWAY_ADMIN_PASSWORD: password, GATEWAY_DATA_DIR: path.join(work, 'data'),
      GATEWAY_CONFIG: path.join(work, 'gateway.yaml'), GATEWAY_ALLOWED_PRIVATE_HOSTS: '127.0.0.1', GATEWAY_OTLP_GRPC_PORT: '0' },
    stdio: ['ignore', log, log],
  });
  gateway = started;
  for (let i = 0; !(await ready()); i++) {
    if (i > 120 || started.exitCode !== null) { console.error(`not ready, see ${work}/gateway.log`); process.exit(1); }
    await sleep(1000);
  }
};
let gateway;
process.on('exit', () => { gateway?.kill('SIGKILL'); receivers.forEach((one) => one.child.kill()); });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
await start();
const login = async () => (await (await fetch(base + '/api/svc/v1/login', { method: 'POST', headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ username: 'admin', password }) })).json()).token;
const asked = async (address, body) => (await fetch(base + address, { method: body ? 'POST' : 'GET',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body) })).json();
let token = await login();

// A batch is sent until it is taken; when was that, for each batch?
const agent = new http.Agent({ keepAlive: true, maxSockets: 8, scheduling: 'fifo' });
const takenAt = new Float64Array(total / batch);
const putOff = {};
let next = 0, taken = 0, rejected = 0, lateness = [];
const send = (number, body) => {
  const again = (why, after) => { putOff[why] = (putOff[why] ?? 0) + 1; setTimeout(() => send(number, body), after * 1000); };
  const began = performance.now();
  const sending = http.request(`${base}/api/otel/v1/traces`, { method: 'POST', agent,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-protobuf', 'content-length': body.length } }, (answer) => {
    answer.resume().on('end', () => {
      if (answer.statusCode === 200) {
        taken += batch;
        takenAt[number / batch] = performance.now();
        lateness.push(performance.now() - began);
      } else if ([429, 502, 503, 504].includes(answer.statusCode)) {
        again(answer.statusCode, Number(answer.headers['retry-after'] ?? 1));
      } else {
        rejected += batch;
      }
    });
  });
  sending.on('error', (failure) => again(failure.code, 1)).end(body);
};

const figure = (text, name) => Number((new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text) ?? [0, NaN])[1]);
const quantile = (all, q) => all.length ? all[Math.min(all.length - 1, Math.floor(all.length * q))].toFixed(0) : '-';
const hertz = Number(execFileSync('getconf', ['CLK_TCK']).toString());
const usage = () => {
  const stat = fs.readFileSync(`/proc/${gateway.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return { cpu: (Number(stat[11]) + Number(stat[12])) / hertz,
    rss: Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${gateway.pid}/status`, 'utf8'))[1]) / 1024 };
};
const heap = () => {
  execFileSync('jcmd', [gateway.pid, 'GC.run']);
  return [...execFileSync('jcmd', [gateway.pid, 'GC.heap_info']).toString().matchAll(/(?:PSYoungGen|ParOldGen|garbage-first heap).*used (\d+)K/g)]
    .reduce((sum, found) => sum + Number(found[1]), 0) / 1024;
};
const disk = () => Number(execFileSync('du', ['-sm', path.join(work, 'data')]).toString().split('\t')[0]);

const began = performance.now(), at = () => (performance.now() - began) / 1000;
const tick = setInterval(() => {
  for (const due = Math.min(total, at() * rate); next + batch <= due; next += batch) send(next, request(run, next, batch / SPANS_A_TRACE, Date.now()));
}, 5);
const timed = (second, what) => second > 0 && second < seconds && setTimeout(what, second * 1000);
if (awayFor) {
  timed(awayFrom, () => { console.log('  all receivers are away'); receivers.forEach((one) => one.isDead || one.ask('close')); });
  setTimeout(() => { console.log('  they are back'); receivers.forEach((one) => one.isDead || one.ask('open')); }, (awayFrom + awayFor) * 1000);
}
let killed = 0, restarting;
timed(killAt, () => {
  gateway.kill('SIGKILL');
  killed = performance.now();
  console.log('  kill -9');
  restarting = start().then(login).then((fresh) => { token = fresh; console.log(`  started again after ${((performance.now() - killed) / 1000).toFixed(0)} s`); });
});

const columns = [6, 8, 6, 12, ...receivers.map(() => 8), 24, 24, 8, 6, 6, 7];
const row = (cells) => console.log(cells.map((cell, i) => String(cell).padStart(columns[i])).join(' '));
row(['second', 'taken/s', 'wait', 'answer ms', ...receivers.map((one) => `${one.name}/s`), 'ms to them p50/p99', 'waiting: store, them', 'cores', 'RSS', 'disk', 'drops']);
const state = { taken: 0, got: receivers.map(() => 0), cpu: usage().cpu, at: 0 };
const report = async () => {
  const got = await Promise.all(receivers.map((one) => one.ask('tell'))), now = at(), span = now - state.at;
  let waiting = '-', metrics = '';
  try {
    const places = [await asked('/api/svc/v1/otel/store'), ...(await asked('/api/svc/v1/otel/exporters')).data];
    waiting = places.map((one) => one.waiting).join(' ');
    metrics = await (await fetch(base + '/metrics')).text();
  } catch { /* it is being started again */ }
  const used = gateway.exitCode === null && gateway.signalCode === null ? usage() : { cpu: NaN, rss: NaN };
  lateness.sort((a, b) => a - b);
  row([now.toFixed(0), ((taken - state.taken) / span).toFixed(0), next - taken, `${quantile(lateness, 0.5)}/${quantile(lateness, 0.99)}`,
    ...got.map((one, i) => ((one.spans - state.got[i]) / span).toFixed(0)), got.map((one) => `${one.p50}/${one.p99}`).join(' '), waiting,
    ((used.cpu - state.cpu) / span).toFixed(2), used.rss.toFixed(0), disk(), figure(metrics, 'ai_gateway_spans_dropped_total')]);
  lateness = [];
  Object.assign(state, { taken, got: got.map((one) => one.spans), cpu: used.cpu, at: now });
  return got;
};
while (next < total || taken + rejected < total) { await sleep(10_000); await report(); }
clearInterval(tick);
await restarting;
console.log('  all is sent');
// An exporter that was away is asked again after a minute at the latest.
for (let quiet = 0, last = -1; quiet < 15; ) {
  await sleep(5_000);
  const got = await report(), sum = got.reduce((all, one) => all + one.different, 0);
  if (got.every((one, i) => receivers[i].isDead || one.different >= taken)) break;
  quiet = sum === last ? quiet + 1 : 0;
  last = sum;
}

console.log(`sent ${total}, taken ${taken}, rejected ${rejected}, put off ${JSON.stringify(putOff)}; heap after a collection ${heap().toFixed(0)} MB`);
const lost = (name, seen) => {
  const gone = [];
  for (let number = 0; number < total; number++) if (!seen[number] && takenAt[Math.floor(number / batch)]) gone.push(number);
  const before = killed ? gone.map((number) => killed - takenAt[Math.floor(number / batch)]) : [];
  console.log(`${name}: lost ${gone.length}${gone.length ? `, the first ${gone[0]}` : ''}${gone.length && killed
    ? `; taken ${Math.min(...before).toFixed(0)} to ${Math.max(...before).toFixed(0)} ms before kill -9` : ''}`);
};
for (const receiver of receivers) {
  if (receiver.isDead) continue;
  const { seen, twice } = await receiver.ask('all');
  lost(`${receiver.name}: ${twice} came again`, seen);
}
const startTime = new Date(Date.now() - (at() + 60) * 1000).toISOString();
const stored = new Uint8Array(total), spanRun = run.toString(16).padStart(8, '0');
for (let page = null; page !== ''; ) {
  const found = await asked('/api/svc/v1/spans/query', { applicationNames: ['reports'], limit: 500, pageToken: page, sortDirection: 'desc', startTime });
  if (!found.data) { console.error(found); process.exit(1); }
  for (const { spanId } of found.data) if (spanId.startsWith(spanRun)) stored[parseInt(spanId.slice(8), 16)] = 1;
  page = found.pagination.nextPageToken ?? '';
}
lost('store', stored);
process.exit(0);
