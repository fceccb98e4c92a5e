import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hclText } from '../../src/export/hcl.ts';
import { terraform } from '../../src/export/terraform.ts';
import { setUps, tagged } from '../support/exported.ts';
import { hostile } from '../support/judges/hostile-texts.ts';
import { describeWith } from '../support/judges/tools.ts';

describeWith(['terraform'], 'Terraform itself', (tools) => {
  let folder: string;

  const run = (
    words: readonly string[],
    cwd: string,
    input = '',
  ): { code: number | null; said: string; stdout: string } => {
    const { status, stdout, stderr } = spawnSync(tools.terraform, words, {
      cwd,
      input,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, TF_CLI_CONFIG_FILE: join(folder, 'empty.tfrc'), CHECKPOINT_DISABLE: '1' },
    });
    return { code: status, said: `${stdout}${stderr}`, stdout };
  };

  function put(name: string, text: string): void {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'adt-terraform-'));
    put('empty.tfrc', '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has no other layout for any of the set-ups', () => {
    const all = [...Object.values(setUps), tagged(Object.fromEntries(hostile(60).map((text) => [text, text])))];
    all.forEach((exported, at) => {
      for (const { name, text } of terraform(exported)) put(`laid-out/${at}/${name}`, text);
    });
    expect(run(['fmt', '-check', '-recursive', '-diff'], join(folder, 'laid-out'))).toMatchObject({
      code: 0,
      said: '',
    });
  });

  test('reads a thousand texts back as they were, in the form that it keeps them in', () => {
    const texts = hostile(1000);
    put(
      'values/main.tf',
      `locals {\n  texts = jsonencode([\n${texts.map((text) => `    ${hclText(text)},\n`).join('')}  ])\n}\n`,
    );
    expect(run(['fmt', '-check'], join(folder, 'values'))).toMatchObject({ code: 0, said: '' });
    const { stdout } = run(['console'], join(folder, 'values'), 'base64encode(local.texts)\n');
    const read = JSON.parse(Buffer.from(stdout.trim().replaceAll('"', ''), 'base64').toString('utf8')) as unknown;
    expect(read).toEqual(texts.map((text) => text.normalize('NFC')));
  });

  test('sees what is not laid out, and what is no text', () => {
    put('wrong/main.tf', 'locals {\n  a = "x"\n  bb = "y"\n}\n');
    expect(run(['fmt', '-check'], join(folder, 'wrong')).code).toBe(3);
    put('broken/main.tf', 'locals {\n  a = "${x"\n}\n');
    expect(run(['fmt', '-check'], join(folder, 'broken')).code).toBe(2);
  });
});
