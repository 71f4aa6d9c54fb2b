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

// What decorators do in Python, functions do here: each is a span of its own kind within the one around it.
const told = [];
const tell = (name) => {
  told.push(`trace ${trace.getActiveSpan().spanContext().traceId} ${name}`);
};
const answer = await traceloop.withWorkflow({ name: 'javascript-workflow' }, async () => {
  tell('javascript-workflow.workflow');
  await traceloop.withTask({ name: 'javascript-task' }, async () => tell('javascript-task.task'));
  return traceloop.withAgent({ name: 'javascript-agent' }, async () => {
    tell('javascript-agent.agent');
    await traceloop.withTool({ name: 'javascript-tool' }, async () => tell('javascript-tool.tool'));
    return client.chat.completions.create({ model: plain, messages: [{ role: 'user', content: 'hello' }] });
  });
});
assert.match(answer.choices[0].message.content, /Hello from small/);
await traceloop.forceFlush();
assert.equal(new Set(told.map((line) => line.split(' ')[1])).size, 1, 'they are one trace');
told.push(told[0].replace('javascript-workflow.workflow', `chat ${plain}`));
console.log(told.join('\n'));
