// Which threads work for the broker and the database? Reads a flight recording: what ran, waited, locked, read and wrote, thread by thread.
//   node profile.mjs RECORDING.jfr
import { spawn } from 'node:child_process';
import readline from 'node:readline';

const EVENTS = ['ExecutionSample', 'NativeMethodSample', 'ThreadPark', 'JavaMonitorWait', 'JavaMonitorEnter', 'SocketRead', 'SocketWrite', 'FileRead', 'FileWrite', 'FileForce'];
const IN = { JMS: /jakarta\.jms\.|activemq\.artemis/, JDBC: /java\.sql\.|javax\.sql\.|org\.h2\.|org\.postgresql\.|\.jdbc/, encoding: /TraceEncoder|OtlpBuffer/ };
const REQUESTS = /http-thread|http-listener|default task/;

export const profile = async (recording) => {
  const groups = new Map();
  const jfr = spawn('jfr', ['print', '--stack-depth', '256', '--events', EVENTS.map((name) => `jdk.${name}`).join(','), recording], { stdio: ['ignore', 'pipe', 'inherit'] });
  const asking = {};
  let thread = '', stack = '', name = '';
  for await (const line of readline.createInterface({ input: jfr.stdout })) {
    const begun = /^jdk\.(\w+) \{/.exec(line), owner = /^ {2}(?:sampledThread|eventThread) = "([^"]*)"/.exec(line);
    if (begun) [thread, stack, name] = ['', '', begun[1]];
    else if (owner) thread = owner[1].replace(/\d+/g, 'N');
    else if (line === '}') {
      const group = groups.get(thread) ?? { events: 0, samples: 0, JMS: 0, JDBC: 0, encoding: 0 };
      group.events++;
      if (name.endsWith('Sample')) group.samples++;
      for (const [what, frames] of Object.entries(IN)) if (frames.test(stack)) group[what]++;
      if (REQUESTS.test(thread) && (IN.JMS.test(stack) || IN.JDBC.test(stack))) {
        const ours = [...stack.matchAll(/\baigateway\.([\w.]+)\.\w+\(/g)].map((frame) => frame[1].replace(/^.*__Bean__$/, '')).filter(Boolean);
        const what = `${ours[0] ?? '?'} < ${ours.find((frame) => frame.startsWith('web.')) ?? '?'}`;
        asking[what] = (asking[what] ?? 0) + 1;
      }
      groups.set(thread, group);
    } else stack += line + '\n';
  }
  console.log('thread'.padEnd(60) + ['events', 'samples', ...Object.keys(IN)].map((head) => head.padStart(10)).join(''));
  for (const [group, counts] of [...groups].sort((a, b) => b[1].samples - a[1].samples))
    console.log(group.slice(0, 58).padEnd(60) + Object.values(counts).map((count) => String(count).padStart(10)).join(''));
  console.log('of those on the threads of requests, by who asked:');
  for (const [what, count] of Object.entries(asking).sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(6)}  ${what}`);
};

if (process.argv[1]?.endsWith('profile.mjs')) await profile(process.argv[2]);
