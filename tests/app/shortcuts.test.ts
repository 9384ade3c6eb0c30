import { describe, expect, it } from 'vitest';
import { answerShortcut, onShortcut, shortcutOf, watchComposition, type KeyPress } from '../../src/app/shortcuts.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  keyCode: 0,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  defaultPrevented: false,
  ...more,
});
const free = { typing: false, composing: false, enabled: true };

describe('shortcuts', () => {
  it('moves by j and k or by arrows', () => {
    expect(['j', 'ArrowDown', 'k', 'ArrowUp'].map((key) => shortcutOf(press(key), free))).toEqual(['next', 'next', 'previous', 'previous']);
  });

  it('means nothing while somebody types', () => {
    expect(shortcutOf(press('d'), { ...free, typing: true })).toBeUndefined();
  });

  it('leaves every key to an input method that composes, and the key that ends the composition', () => {
    expect(shortcutOf(press('Enter', { isComposing: true }), free)).toBeUndefined();
    expect(shortcutOf(press('Enter', { keyCode: 229 }), free)).toBeUndefined();
    expect(shortcutOf(press('Enter'), { ...free, composing: true })).toBeUndefined();
  });

  it('can be switched off where it is a single letter; arrows and undo by Ctrl or ⌘ stay', () => {
    const off = { ...free, enabled: false };
    expect(shortcutOf(press('d'), off)).toBeUndefined();
    expect(shortcutOf(press('?'), off)).toBeUndefined();
    expect(shortcutOf(press('ArrowDown'), off)).toBe('next');
    expect(shortcutOf(press('z', { metaKey: true }), off)).toBe('undo');
  });

  it('does not take the browser’s own combinations', () => {
    expect(shortcutOf(press('d', { ctrlKey: true }), free)).toBeUndefined();
    expect(shortcutOf(press('l', { metaKey: true }), free)).toBeUndefined();
    expect(shortcutOf(press('d', { defaultPrevented: true }), free)).toBeUndefined();
  });

  it('asks what came last onto the page first, and passes on what it does not want', () => {
    const heard: string[] = [];
    const stopShell = onShortcut((shortcut) => Boolean(heard.push(`shell ${shortcut}`)));
    const stopScreen = onShortcut((shortcut) => shortcut === 'done' && Boolean(heard.push('screen done')));
    answerShortcut('done');
    answerShortcut('help');
    stopScreen();
    answerShortcut('done');
    stopShell();
    expect(answerShortcut('done')).toBe(false);
    expect(heard).toEqual(['screen done', 'shell help', 'shell done']);
  });

  it('counts a composition as under way for one turn after its end', async () => {
    const target = new EventTarget() as EventTarget & Pick<Document, 'addEventListener'>;
    const isComposing = watchComposition(target);
    target.dispatchEvent(new Event('compositionstart'));
    target.dispatchEvent(new Event('compositionend'));
    expect(isComposing()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(isComposing()).toBe(false);
  });
});
