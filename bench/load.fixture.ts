/** A client in a process of its own, so that it does not share the server's thread: `url token etag count`. */
import { Agent, request } from 'node:http';

const [url = '', token = '', etag = '', count = '1'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const headers: Record<string, string> = {
  ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
  ...(etag === '' ? {} : { 'If-None-Match': etag }),
};

function ask(): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end();
  });
}

const times: number[] = [];
let status = 0;
for (let i = 0; i < Number(count); i += 1) {
  const start = performance.now();
  status = await ask();
  times.push(performance.now() - start);
}
agent.destroy();
process.stdout.write(JSON.stringify({ status, times }));
