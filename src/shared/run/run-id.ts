/** A run's id, unlike any other's of this visit or another: checkpoints and history are kept under it. 128 random bits. */
export function newRunId(): string {
  // Not randomUUID: a page that is not served securely has none.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
