/**
 * The headers that go with every file, workers and the service worker included: one source for the dev server, the
 * preview, the service worker, the ready-made host files and the Privacy screen.
 * Why each: docs in README "Privacy"; a policy in <meta> does not reach workers, so headers are what counts.
 */

/** `dev` allows what the dev server's hot reload needs: inline styles and its web socket on this machine. */
export function contentSecurityPolicy(mode: 'build' | 'dev' = 'build'): string {
  const dev = mode === 'dev';
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    dev ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    dev ? "connect-src 'self' ws:" : "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    'sandbox allow-scripts allow-same-origin allow-downloads allow-modals allow-forms',
    "require-trusted-types-for 'script'",
    'trusted-types default svelte-trusted-html',
  ].join('; ');
}

export function securityHeaders(mode: 'build' | 'dev' = 'build'): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(mode),
    // Without the two schemes a draft link replaces the app by an error page (Chromium 156) instead of opening the mail program.
    'Connection-Allowlist': '(response-origin "mailto:*" "tel:*")',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}
