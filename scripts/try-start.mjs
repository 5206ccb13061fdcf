// Runs `npm start` like a user, requests the page at the printed address, and exits. For public CI.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const child = spawn('npm start', { shell: true, stdio: ['ignore', 'pipe', 'inherit'] });
/** @type {string | undefined} */
let address;
for await (const line of createInterface({ input: child.stdout })) {
  console.log(line);
  address = /http:\/\/\S+/.exec(line)?.[0];
  if (address !== undefined) break;
}
const answer = address === undefined ? undefined : await fetch(address);
const text = (await answer?.text()) ?? '';
console.log(answer ? `${answer.status}, ${text.length} characters` : 'npm start ended before it printed an address');
// Its child processes end with it: each watches its parent.
child.kill();
process.exit(text.includes('<title>Shuffle Lab</title>') ? 0 : 1);
