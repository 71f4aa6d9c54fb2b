// Says, for a script that fails or does not end, what was asked and how far each answer came.
import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';

const numbers = new WeakMap();
let asked = 0;
const say = (what) => (message) => {
  const { request } = message;
  if (!numbers.has(request)) {
    numbers.set(request, ++asked);
  }
  const more = message.response?.statusCode ?? message.error ?? `${request.method} ${request.path}`;
  writeSync(2, `${new Date().toISOString()} request ${numbers.get(request)} ${what} ${more}\n`);
};

subscribe('undici:request:create', say('begins'));
subscribe('undici:request:headers', say('is answered'));
subscribe('undici:request:trailers', say('has ended'));
subscribe('undici:request:error', say('failed'));
