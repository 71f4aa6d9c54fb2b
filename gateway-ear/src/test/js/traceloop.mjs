// Traceloop's SDK, which traces OpenAI's client by itself.
import * as traceloop from '@traceloop/node-server-sdk';
import { trace } from '@opentelemetry/api';
import OpenAI from 'openai';
import { assert, gateway, key, plain } from './gateway.mjs';

traceloop.initialize({
  appName: 'clients',
  baseUrl: `${gateway}/api/otel`,
  apiKey: key,
  disableBatch: true,
  traceloopSyncEnabled: false,
  silenceInitializationMessage: true,
  instrumentModules: { openAI: OpenAI },
});
const client = new OpenAI({ baseURL: `${gateway}/v1`, apiKey: key, maxRetries: 0 });

let traceId;
const answer = await traceloop.withWorkflow({ name: 'javascript-workflow' }, async () => {
  traceId = trace.getActiveSpan().spanContext().traceId;
  return client.chat.completions.create({ model: plain, messages: [{ role: 'user', content: 'hello' }] });
});
assert.match(answer.choices[0].message.content, /Hello from small/);
await traceloop.forceFlush();
console.log(`trace ${traceId} javascript-workflow.workflow`);
