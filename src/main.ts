/** Mounts the app: the Trusted Types policy first, then how the page looks, then the shell; the service worker last. */
import { mount } from 'svelte';
import './app/trusted-types.ts';
import './app.css';
import App from './App.svelte';
import { reloadOnMissingChunk, registerServiceWorker } from './app/service-worker.svelte.ts';
import { applySettings } from './app/settings.svelte.ts';
import { startSession } from './app/session.svelte.ts';

reloadOnMissingChunk();
void startSession();
await applySettings();
const target = document.getElementById('app');
if (target) mount(App, { target });
if (import.meta.env.PROD) void registerServiceWorker();
