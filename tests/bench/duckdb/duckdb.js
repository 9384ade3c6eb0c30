/** DuckDB-WASM alone: the chosen file into a typed table in memory, in its worker; prints rows and milliseconds. Starting it does not count. */
import * as duckdb from '@duckdb/duckdb-wasm';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';

const input = document.querySelector('#file');
const output = document.querySelector('#result');

async function measure(file) {
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(workerUrl));
  await database.instantiate(new URL(wasmUrl, location.href).href);
  await database.registerFileHandle('orders.csv', file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
  const connection = await database.connect();
  const started = performance.now();
  await connection.query("CREATE TABLE orders AS SELECT * FROM read_csv('orders.csv')");
  const millis = performance.now() - started;
  const counted = await connection.query('SELECT count(*)::INTEGER AS n FROM orders');
  return { rows: Number(counted.toArray()[0].n), millis };
}

input.addEventListener('change', async () => {
  output.value = JSON.stringify(await measure(input.files[0]).catch((error) => ({ rows: 0, millis: 0, error: String(error) })));
});
