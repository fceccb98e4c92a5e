import type { Process } from '../../local/process.ts';
import { standIn } from '../../local/stand-in.ts';
import { maskedOutput } from '../../text/held-secrets.ts';
import { rewriting } from './rewriting.ts';

/** The process, whose outputs let no secret out, whoever writes. */
export function discreet(host: Process): Process {
  const [stdout, stderr] = [rewriting(host.stdout, maskedOutput), rewriting(host.stderr, maskedOutput)];
  return standIn(host, { stdout, stderr } as Partial<Process>);
}
