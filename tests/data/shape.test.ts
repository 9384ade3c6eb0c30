import { expect, it } from 'vitest';
import { shapeOf } from '../../src/data/shape.ts';

it('depends on the names and their order, not on blanks around them or how accents are composed', () => {
  expect(shapeOf(['id', ' n '])).toBe(shapeOf(['id', 'n']));
  expect(shapeOf(['caf\u00e9'])).toBe(shapeOf(['cafe\u0301']));
  expect(shapeOf(['a', 'b'])).not.toBe(shapeOf(['b', 'a']));
  expect(shapeOf(['a,b'])).not.toBe(shapeOf(['a', 'b']));
  expect(shapeOf(['a'])).toMatch(/^[0-9a-f]{32}$/);
});
