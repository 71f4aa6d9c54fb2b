// An OpenAI-compatible upstream that answers at once, or as the user's message orders:
//   "wait 50"        answers after 50 ms
//   "chunks 50x20"   with "stream": true: 50 chunks, 20 ms apart (the default)
// node upstream.mjs PORT
import http from 'node:http';

const words = ['The ', 'quick ', 'brown ', 'fox ', 'jumps ', 'over ', 'the ', 'lazy ', 'dog ', 'again '];
const answer = JSON.stringify({
  id: 'chatcmpl-bench', object: 'chat.completion', created: 1760000000, model: 'bench',
  choices: [{ index: 0, message: { role: 'assistant', content: words.join('').repeat(3) }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 24, completion_tokens: 33, total_tokens: 57 },
});
const event = (delta, reason = null) => 'data: ' + JSON.stringify({
  id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1760000000, model: 'bench',
  choices: [{ index: 0, delta, finish_reason: reason }],
}) + '\n\n';

http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part)).on('end', () => {
    const body = Buffer.concat(parts).toString();
    if (!/"stream"\s*:\s*true/.test(body)) {
      const wait = /wait (\d+)/.exec(body);
      const send = () => response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(answer) }).end(answer);
      return wait ? setTimeout(send, Number(wait[1])) : send();
    }
    const [, count, gap] = /chunks (\d+)x(\d+)/.exec(body) ?? [0, 50, 20];
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    let sent = 0;
    const next = () => {
      if (response.destroyed) return;
      if (sent < count) {
        response.write(event({ content: words[sent++ % words.length] }));
        setTimeout(next, Number(gap));
      } else {
        response.end(event({}, 'stop') + 'data: [DONE]\n\n');
      }
    };
    next();
  });
}).listen({ port: Number(process.argv[2] ?? 9001), host: '127.0.0.1', backlog: 4096 });
