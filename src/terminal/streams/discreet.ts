import type { Process } from '../../local/process.ts';
import { masked } from '../../text/held-secrets.ts';
import { rewriting } from './rewriting.ts';

/** The process, whose outputs let no secret out, whoever writes. */
export function discreet(host: Process): Process {
  const outputs = { stdout: rewriting(host.stdout, masked), stderr: rewriting(host.stderr, masked) };
  return new Proxy(host, {
    get(target, key) {
      if (key === 'stdout' || key === 'stderr') return outputs[key];
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value as (...all: unknown[]) => unknown).bind(target) : value;
    },
  });
}
