/** Whether a remote (`playwright run-server`) answers. */
import { connect } from 'node:net';

const PATIENCE = 10_000;

/** What is wrong with a remote's address; undefined if it is valid. */
export function remoteIssue(remote: string): string | undefined {
  const url = URL.canParse(remote) ? new URL(remote) : undefined;
  if (url?.protocol === 'ws:' || url?.protocol === 'wss:') return undefined;
  return `--remote ${remote} is not the address of a run-server, such as ws://gpu-1:9001/.`;
}

/** Whether a server listens at the remote's port. */
export function isReachable(remote: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(remote);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || (protocol === 'wss:' ? 443 : 80)),
      timeout: PATIENCE,
    });
    const end = (reachable: boolean): void => {
      socket.destroy();
      resolve(reachable);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
