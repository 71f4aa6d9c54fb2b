// Opens many streams at once and tells how soon the first event of each came.
// node streams.mjs URL KEY MODEL [STREAMS=200] [CHUNKS=50] [GAP_MS=20]
import http from 'node:http';

const [url, key, model, streams = 200, chunks = 50, gap = 20] = process.argv.slice(2);
const body = JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: `chunks ${chunks}x${gap}` }] });
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(streams) });

const one = () => new Promise((resolve) => {
  const started = performance.now();
  let first = 0, text = '';
  const request = http.request(url, {
    method: 'POST', agent,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}`, 'Content-Length': Buffer.byteLength(body) },
  }, (response) => {
    response.on('data', (part) => { first ||= performance.now() - started; text += part; });
    response.on('end', () => resolve({ first, total: performance.now() - started, ok: response.statusCode === 200 && text.endsWith('data: [DONE]\n\n') }));
  });
  request.on('error', () => resolve({ first: 0, total: 0, ok: false }));
  request.end(body);
});

await Promise.all(Array.from({ length: Number(streams) }, one)); // connections and code are warm now
const results = await Promise.all(Array.from({ length: Number(streams) }, one));
const at = (p) => { const v = results.map((r) => r.first).sort((a, b) => a - b); return v[Math.min(v.length - 1, Math.floor(v.length * p))].toFixed(1); };
console.log(`${streams} streams: first event p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${results.filter((r) => !r.ok).length} failed`);
process.exit(0);
