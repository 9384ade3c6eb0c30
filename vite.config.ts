/// <reference types="vitest/config" />
import { writeFile } from 'node:fs/promises';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { securityHeaders } from './src/privacy/headers.ts';

/** The same headers as ready-made files for hosts that read them: Netlify/Cloudflare Pages, Apache, nginx. */
function hostHeaderFiles(): Plugin {
  return {
    name: 'host-header-files',
    apply: 'build',
    async writeBundle(options) {
      const headers = Object.entries(securityHeaders());
      const quoted = (value: string) => `"${value.replaceAll('"', '\\"')}"`;
      const dir = options.dir ?? 'dist';
      await writeFile(`${dir}/_headers`, ['/*', ...headers.map(([name, value]) => `  ${name}: ${value}`), ''].join('\n'));
      await writeFile(`${dir}/.htaccess`, headers.map(([name, value]) => `Header always set ${name} ${quoted(value)}\n`).join(''));
      await writeFile(
        `${dir}/nginx-headers.conf`,
        headers.map(([name, value]) => `add_header ${name} ${quoted(value)} always;\n`).join(''),
      );
    },
  };
}

/** Files that the system may open with the installed app. */
const HANDLED: Record<string, string[]> = {
  'text/csv': ['.csv'],
  'text/tab-separated-values': ['.tsv'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/vnd.ms-excel': ['.xls'],
  'application/vnd.oasis.opendocument.spreadsheet': ['.ods'],
};

const port = Number(process.env.PORT ?? 4173);
/** `npm start` shows the app to a person at a screen, never to a script. */
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const open = process.stdout.isTTY && !process.env.CI && hasScreen;

export default defineConfig({
  base: './',
  plugins: [
    svelte(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'workers',
      filename: 'sw.ts',
      injectRegister: false,
      registerType: 'prompt',
      manifest: {
        id: './',
        name: 'Regulars 常客',
        short_name: 'Regulars',
        description: 'From a spreadsheet to "contact these people today, and why". Offline, nothing uploaded.',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#f9f9fb',
        theme_color: '#3e63dd',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
        screenshots: [{ src: 'screenshot.png', sizes: '1280x800', type: 'image/png', form_factor: 'wide' }],
        // Chromium: files opened with the installed app, and files shared to it (answered by `workers/sw/share-target.ts`).
        file_handlers: [{ action: './#/data', accept: HANDLED }],
        launch_handler: { client_mode: 'focus-existing' },
        share_target: {
          action: './share',
          method: 'POST',
          enctype: 'multipart/form-data',
          params: {
            files: [{ name: 'files', accept: ['text/plain', ...Object.entries(HANDLED).flatMap(([type, names]) => [type, ...names])] }],
          },
        },
        shortcuts: [
          { name: 'Today 今日', url: './#/today' },
          { name: 'Bring a file 导入', url: './#/data' },
          { name: 'Classroom 课堂', url: './#/classroom' },
        ],
      },
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,csv,json,wasm,webmanifest}'],
        globIgnores: ['**/screenshot.png'],
        maximumFileSizeToCacheInBytes: 6 * 1024 * 1024,
      },
    }),
    hostHeaderFiles(),
  ],
  worker: { format: 'es', plugins: () => [svelte()] },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 700, manifest: true },
  // Found only inside lazily loaded workers: without this the dev server reloads the page in mid-training to bundle them.
  optimizeDeps: {
    include: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgl',
      'chart.js',
      'dexie',
      'papaparse',
      '@e965/xlsx',
      'htmlparser2',
      'sql.js',
    ],
  },
  server: { host: '127.0.0.1', headers: securityHeaders('dev') },
  preview: { host: '127.0.0.1', port, strictPort: true, open, headers: securityHeaders() },
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'tests/bench/**', 'node_modules/**'],
    testTimeout: 30_000,
  },
});
