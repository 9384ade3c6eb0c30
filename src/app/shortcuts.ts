/** Single-key shortcuts: which key means what, and when a key is only a letter being typed. */

export const SHORTCUTS = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Enter: 'open',
  d: 'done',
  l: 'later',
  e: 'email',
  c: 'call',
  u: 'undo',
  '?': 'help',
  '/': 'search',
} as const;
export type Shortcut = (typeof SHORTCUTS)[keyof typeof SHORTCUTS];

/** What a key event says about itself; a KeyboardEvent fits. */
export interface KeyPress {
  key: string;
  keyCode: number;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  defaultPrevented: boolean;
}

/**
 * The shortcut a key press means, if any. `typing`: the focus is where text is entered or where the key has a meaning
 * of its own. During composition (and for the key that ends it, 229) every key belongs to the input method.
 */
export function shortcutOf(press: KeyPress, where: { typing: boolean; composing: boolean; enabled: boolean }): Shortcut | undefined {
  if (press.defaultPrevented || where.typing || where.composing || press.isComposing || press.keyCode === 229) return undefined;
  if ((press.ctrlKey || press.metaKey) && !press.altKey) return press.key.toLowerCase() === 'z' ? 'undo' : undefined;
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const isLetter = press.key.length === 1;
  if (isLetter && !where.enabled) return undefined;
  const key = isLetter ? press.key.toLowerCase() : press.key;
  return key in SHORTCUTS ? SHORTCUTS[key as keyof typeof SHORTCUTS] : undefined;
}

const OWN_KEYS = 'input, select, textarea, [contenteditable], [role="slider"], [role="radiogroup"], audio, video, summary, dialog[open]';
/** Enter and the arrows already mean something here. */
const OWN_MOVES = 'a, button, [tabindex]:not([data-list-row])';

export function isTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(OWN_KEYS)) return true;
  return (
    (key === 'Enter' && target.closest(OWN_MOVES) !== null) ||
    (key.startsWith('Arrow') && target.closest('[role="region"], table') !== null)
  );
}

/** True while an input method composes, and one turn longer: some browsers end the composition before its last key. */
export function watchComposition(root: Pick<Document, 'addEventListener'>): () => boolean {
  let composing = false;
  root.addEventListener('compositionstart', () => (composing = true));
  root.addEventListener('compositionend', () => setTimeout(() => (composing = false), 0));
  return () => composing;
}

type Handler = (shortcut: Shortcut) => boolean;
const handlers: Handler[] = [];

/** What is on the page now answers first; a handler says whether the shortcut meant something to it. Returns the way to stop. */
export function onShortcut(handler: Handler): () => void {
  handlers.push(handler);
  return () => void handlers.splice(handlers.indexOf(handler), 1);
}

export function answerShortcut(shortcut: Shortcut): boolean {
  return handlers.toReversed().some((handler) => handler(shortcut));
}
