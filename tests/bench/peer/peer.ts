/** PapaParse alone: the chosen file into row objects, in a worker; prints rows and milliseconds. */
const input = document.querySelector<HTMLInputElement>('#file');
const output = document.querySelector<HTMLOutputElement>('#result');

input?.addEventListener('change', () => {
  const worker = new Worker(new URL('./papa-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<{ rows: number; millis: number }>) => {
    worker.terminate();
    if (output) output.value = JSON.stringify(data);
  };
  worker.postMessage(input.files?.[0]);
});
