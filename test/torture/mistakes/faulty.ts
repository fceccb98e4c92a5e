import { exitCodes } from '../../../src/errors.ts';
import type { InProcess } from '../../support/in-process.ts';

const codes: readonly number[] = Object.values(exitCodes).filter((code) => code !== exitCodes.defect);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text === '';
  }
}

/** What is wrong with how a run ended that was given `input`: no defect, no stack, nothing that hides, and JSON where it is wanted. */
export function faulty(
  { code, stdout, stderr }: InProcess,
  argv: readonly string[],
  input: unknown,
): readonly string[] {
  const said = `${stdout}${stderr}`;
  return [
    ...(codes.includes(code) ? [] : [`exit code ${code}`]),
    ...(/\n\s+at .*[:(]|node:internal|a defect of adt-setup/.test(said) ? ['a stack'] : []),
    ...(/[\u202A-\u202E\u2066-\u2069\u200B\u0000]/.test(said) ? ['something that hides'] : []),
    ...(argv.includes('--json') && code !== 0 && !isJson(stdout) ? ['no JSON'] : []),
  ].map((what) => `${what}: ${JSON.stringify({ argv, input, said: said.slice(-1500) })}`);
}
