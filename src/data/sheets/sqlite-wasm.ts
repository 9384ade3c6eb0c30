/// <reference types="vite/client" />
/** Where the build put SQLite's WebAssembly. Apart, so that Node (tests, command line) can bring its own path. */
import url from 'sql.js/dist/sql-wasm-browser.wasm?url';

export const sqliteWasm = url;
