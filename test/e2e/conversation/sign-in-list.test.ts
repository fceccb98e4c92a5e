import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Home, newHome } from '../../support/places.ts';
import { keys, leaveAll, type Sitting, sit } from '../../support/sitting.ts';

/* The ways to sign in for real, which a proxy that nobody listens at keeps from the world. */

let home: Home;

beforeEach(() => {
  home = newHome();
});

afterEach(() => {
  leaveAll();
  home.remove();
});

/** Somebody who runs the program for real, with an az that answers only when this file is there. */
function begin(): { readonly sitting: Sitting; answer(): void } {
  const bin = join(home.folder, 'bin');
  mkdirSync(bin);
  const answers = join(home.folder, 'answers');
  const az = join(bin, 'az');
  writeFileSync(
    az,
    `#!/bin/sh
while [ ! -f '${answers}' ]; do sleep 0.05; done
case "$1" in
  login) echo 'WARNING: Open the page and type the code ABC.' >&2; echo 'ERROR: AADSTS50126: Wrong password.' >&2; exit 1;;
  *) echo "ERROR: Please run 'az login' to setup account." >&2; exit 1;;
esac
`,
  );
  chmodSync(az, 0o755);
  const environment = {
    PATH: [bin, process.env['PATH'] ?? ''].join(delimiter),
    HTTPS_PROXY: 'http://127.0.0.1:9',
    SSH_TTY: '/dev/pts/1',
  };
  return { sitting: sit(home, [], 80, 24, environment), answer: () => writeFileSync(answers, '') };
}

(process.platform === 'win32' ? describe.skip : describe)('the list of ways to sign in', () => {
  test('is there before az has answered, fills in, and runs az login; what az says is shown, and the list comes again', async () => {
    const { sitting, answer } = begin();
    await sitting.until('❯ As you are in the Azure CLI (az)');
    await sitting.until('looking');
    answer();
    await sitting.until('❯ With az: run az login now');
    sitting.type(keys.enter);
    await sitting.until('az: Open the page and type the code ABC.');
    await sitting.until('AADSTS50126');
    await sitting.until('❯ With az: run az login now');
    sitting.type(keys.interrupt);
    expect(await sitting.ended).toBe(130);
  });

  test('without a network says so, offers doctor and practice, and leaves no set-up behind', async () => {
    const { sitting, answer } = begin();
    answer();
    await sitting.until('With az: run az login now');
    sitting.type(keys.down);
    await sitting.until('❯ With a code');
    sitting.type(keys.enter);
    await sitting.until("can't be reached (ECONNREFUSED)");
    await sitting.until('adt-setup doctor');
    await sitting.until('Practice without an account');
    sitting.type(keys.interrupt);
    expect(await sitting.ended).toBe(130);
    expect(existsSync(home.setups) ? readdirSync(home.setups) : []).toEqual([]);
    expect(sitting.text()).not.toContain('Saved in');
  });
});
