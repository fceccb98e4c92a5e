import { expect, test } from '@jest/globals';
import { posixShell, powerShell } from '../../../src/text/shell.ts';

test('a variable is set to a string, whatever is in it', () => {
  expect(powerShell.setting('HERE', 'C:\\Users\\O’Brien')).toBe("$env:HERE = 'C:\\Users\\O’’Brien'");
  expect(powerShell.setting('COUNT', '5')).toBe("$env:COUNT = '5'");
  expect(posixShell.setting('HERE', '/home/my own')).toBe("export HERE='/home/my own'");
});
