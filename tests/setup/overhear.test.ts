import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { Overheard } from './overhear.ts';
import { TestClient } from './client.ts';

const overheard = new Overheard();
overheard.listen();

/** Logs whatever it is told, and all that it says. */
async function careless(log: string[]): Promise<TestClient> {
  const app: RequestListener = (req, res) => {
    let body = '';
    req.on('data', (part: Buffer) => (body += part.toString()));
    req.on('end', () => {
      const said: unknown = JSON.parse(body);
      log.push(JSON.stringify({ said, authorization: req.headers.authorization }));
      const answer = JSON.stringify({ token: 'T'.repeat(43), recoveryCodes: ['3F7K2-9QWMX'] });
      log.push(answer);
      res.setHeader('Content-Type', 'application/json').end(answer);
    });
  };
  const server = createServer(app).listen(0);
  server.unref();
  return new TestClient(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    'K'.repeat(43),
  );
}

test('what a careless server logs of passwords, codes, tokens and addresses is found', async () => {
  const log: string[] = [];
  const client = await careless(log);
  const body = { email: 'ada@example.com', password: 'ledger "lamp" lantern', code: '123456' };
  await client.send('POST', '/', { body });
  overheard.noteMail(
    'Subject: 654321 is your code\r\nTo: eve@example.com\r\n\r\nK7QM-2XWD-9FTB-H4PZ',
  );
  const inMails = ['654321', 'K7QM-2XWD-9FTB-H4PZ', 'eve@example.com'];
  const all = ['K'.repeat(43), ...Object.values(body), 'T'.repeat(43), '3F7K2-9QWMX'];
  expect(overheard.foundIn(log.join('\n')).toSorted()).toEqual(all.toSorted());
  expect(overheard.foundIn(inMails.join(' ')).toSorted()).toEqual(inMails.toSorted());
});

test('what only looks like one is not', () => {
  const log = '{"code":"password-refused","id":"a-123456","ms":1234567}';
  overheard.note('password');
  expect(overheard.foundIn(log)).toEqual([]);
});
