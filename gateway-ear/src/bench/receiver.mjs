// An OTLP backend that counts the numbered spans of one run; see ingest.mjs, which tells it to open, to close and to say what came.
//   node receiver.mjs PORT RUN SPANS   (only as a child process)
import http from 'node:http';
import zlib from 'node:zlib';
import { numbers } from './otlp.mjs';

const [port, run, total] = process.argv.slice(2).map(Number);
const seen = new Uint8Array(total);
let spans = 0, twice = 0, delays = [], server;

const take = (message, response) => {
  const parts = [];
  message.on('data', (part) => parts.push(part)).on('end', () => {
    let body = Buffer.concat(parts);
    if (message.headers['content-encoding'] === 'gzip') body = zlib.gunzipSync(body);
    const now = Date.now();
    numbers(run, body, (number, ended) => {
      spans++;
      twice += seen[number];
      seen[number] = 1;
      delays.push(now - ended);
    });
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
};
const orders = {
  open: (done) => { server = http.createServer(take).listen(port, '127.0.0.1', done); },
  close: (done) => { server.close(() => done()); server.closeAllConnections(); },
  all: (done) => done({ seen, twice }),
  tell: (done) => {
    delays.sort((a, b) => a - b);
    const quantile = (q) => delays.length ? delays[Math.min(delays.length - 1, Math.floor(delays.length * q))] : '-';
    done({ spans, different: spans - twice, p50: quantile(0.5), p99: quantile(0.99) });
    delays = [];
  },
};
process.on('message', (order) => orders[order]((answer) => process.send(answer ?? null)));
