/**
 * The live part of the privacy self-test: tries to send one byte to another origin from inside a worker. `refused` is true
 * only when the browser itself says so (a policy violation naming that address), not when the network happens to be away.
 */
export async function tryToSend(url: string): Promise<{ refused: boolean; detail: string }> {
  const origin = new URL(url).origin;
  let refusedBy = '';
  const listen = (event: Event): void => {
    const { blockedURI, effectiveDirective } = event as SecurityPolicyViolationEvent;
    if (blockedURI.startsWith(origin)) refusedBy = effectiveDirective;
  };
  self.addEventListener('securitypolicyviolation', listen);
  try {
    await fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'omit', body: 'x' });
    return { refused: false, detail: 'sent' };
  } catch (thrown) {
    // The violation is announced in its own task, which may come after the rejection.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { refused: refusedBy !== '', detail: refusedBy || String(thrown) };
  } finally {
    self.removeEventListener('securitypolicyviolation', listen);
  }
}
