/**
 * The worker's `default` Trusted Types policy, made before any library runs (import this file first): scripts come from
 * where the app comes from, or not at all.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): unknown;
}

// Not in TypeScript's libraries yet; absent in browsers without Trusted Types.
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

trustedTypes?.createPolicy('default', {
  createScriptURL(url) {
    if (new URL(url, self.location.href).origin !== self.location.origin)
      throw new TypeError(`a script from elsewhere was refused: ${url}`);
    return url;
  },
});
