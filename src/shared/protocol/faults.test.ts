import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quote } from '../util/issues.ts';

it('quotes short text unchanged and shortens long text', () => {
  expect(quote('lr')).toBe('“lr”');
  expect(quote('x'.repeat(40))).toBe(`“${'x'.repeat(40)}”`);
  expect(quote('x'.repeat(41))).toBe(`“${'x'.repeat(40)}…”`);
  expect(quote('a\n\t\u202e\u0000b')).toBe('“a b”');
});

it('gives one printable line of whole characters for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const quoted = quote(text);
      expect(Array.from(quoted).length).toBeLessThanOrEqual(43);
      expect(quoted).not.toMatch(/[\p{C}\n\r]/u);
    }),
  );
});
