/**
 * The page's `default` Trusted Types policy, made before any other module runs (import this file first): a script or
 * worker comes from where the app comes from, or not at all. There is no createHTML: strings never become markup.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): unknown;
}

// Not in TypeScript's libraries yet; absent in browsers without Trusted Types.
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

trustedTypes?.createPolicy('default', {
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`a script from elsewhere was refused: ${url}`);
    return url;
  },
});
