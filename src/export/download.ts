/** Downloads a file through the browser. */
export function download(filename: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = filename;
  link.click();
  // A started download holds the data by itself.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
