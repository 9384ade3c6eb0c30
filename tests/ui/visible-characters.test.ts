import { describe, expect, it } from 'vitest';
import { visibleCharacters } from '../../src/ui/visible-characters.ts';

describe('visible characters', () => {
  it('shows tabs, line ends and spaces that do not break', () => {
    expect(visibleCharacters('12\u00a0\t3\n')).toBe('12⍽⇥3⏎');
    expect(visibleCharacters('\ufeff客户\u3000')).toBe('⟨BOM⟩客户⍽');
  });

  it('names characters without a sign, among them those that turn text around', () => {
    expect(visibleCharacters('a\u202eb\u0007')).toBe('a⟨U+202E⟩b⟨U+0007⟩');
  });

  it('cuts what is longer than the card', () => {
    expect(visibleCharacters('x'.repeat(200), 10)).toBe(`${'x'.repeat(10)}…`);
  });
});
