/** A new unique run id of 128 random bits. It is the key of checkpoints and saved runs. */
export function newRunId(): string {
  // Not randomUUID, which needs a secure context.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
