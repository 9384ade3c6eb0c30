/** Where the service worker lays files that are shared to the installed app until the page takes them. */
export const SHARED_CACHE = 'shared-files';
/** Below the app's own address; as in the manifest (`vite.config.ts`). */
export const SHARE_PATH = 'share';
