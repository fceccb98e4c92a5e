import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { plainMarked, takesUnicode, withPlainMarks } from '../../src/terminal/streams/plain-marks.ts';

test.each([
  [{ LANG: 'C' }, false],
  [{ LANG: 'POSIX' }, false],
  [{ LANG: 'de_DE.ISO-8859-1' }, false],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
  [{ LANG: 'en_US.UTF-8', LC_CTYPE: 'C' }, false],
  [{ LANG: 'C', LC_ALL: 'C.utf8' }, true],
  [{ LANG: 'C', LC_ALL: '', LC_CTYPE: 'pt_BR.UTF-8' }, true],
  [{}, true],
])('the locale of %j', (environment, takes) => {
  expect(takesUnicode(environment, 'linux')).toBe(takes);
  expect(takesUnicode(environment, 'win32')).toBe(true);
});

describe('plain marks', () => {
  test('stand one for one, and names stay as they are', () => {
    const text = '✔ Signed in  José Łuczak · 東京 …  ❯ ↑↓ → “it’s” – ✖ ⠹';
    const plain = withPlainMarks(text);
    expect(plain).toHaveLength(text.length);
    expect(plain).toBe('+ Signed in  José Łuczak - 東京 ~  > ^v > "it\'s" - x *');
  });

  test('are written by a stream that is otherwise the same', () => {
    let written = '';
    const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 77 });
    stream.on('data', (data: Buffer) => (written += data.toString('utf8')));
    const plain = plainMarked(stream as unknown as NodeJS.WriteStream);
    plain.write('✔ a');
    plain.write(Buffer.from('✖ b'));
    expect([written, plain.columns, plain.isTTY]).toEqual(['+ ax b', 77, true]);
  });
});
