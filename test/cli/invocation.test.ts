import { expect, test } from '@jest/globals';
import { invoked } from '../../src/cli/invocation.ts';

test.each([
  [{}, ['--sandbox'], ['adt-setup', '--sandbox']],
  [
    { npm_command: 'run-script', npm_lifecycle_event: 'start', npm_package_name: 'adt-setup' },
    ['--sandbox'],
    ['npm', 'start', '--', '--sandbox'],
  ],
  [{ npm_command: 'run-script', npm_lifecycle_event: 'start', npm_package_name: 'adt-setup' }, [], ['npm', 'start']],
  [{ npm_command: 'exec', npm_lifecycle_event: 'npx' }, ['--yes'], ['npx', 'adt-setup', '--yes']],
  [
    { npm_command: 'run-script', npm_lifecycle_event: 'start', npm_package_name: 'their-app' },
    ['--yes'],
    ['adt-setup', '--yes'],
  ],
  [{ npm_command: 'test', npm_lifecycle_event: 'test', npm_package_name: 'adt-setup' }, [], ['adt-setup']],
])('in %j the command line for %j is %j', (environment, argv, line) => {
  expect(invoked(environment, argv)).toEqual(line);
});
