import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { proxyFrom } from '../azure/http/proxy.ts';
import type { Service } from '../azure/http/reach.ts';
import { codeOf } from '../local/disk.ts';
import { duration } from '../terminal/layout.ts';
import { type Check, type CheckId, type Finding, note, ok, problem, skipped } from './check.ts';

export const tlsCheck: Check = {
  id: 'tls',
  title: 'Certificates',
  after: [],
  look({ environment, now }) {
    if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
      return problem(
        'usage',
        'NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the checks that the other side is really Azure.',
        'unset NODE_TLS_REJECT_UNAUTHORIZED; behind a company proxy, set NODE_EXTRA_CA_CERTS instead',
      );
    const file = environment['NODE_EXTRA_CA_CERTS'] ?? '';
    return file === '' ? ok('those that Node.js trusts') : extraAuthorities(file, now());
  },
};

/** Node.js only warns about a file that it can't use, and goes on without it. */
function extraAuthorities(file: string, now: number): Finding {
  const fix = "Set NODE_EXTRA_CA_CERTS to the path of your company's root certificate as a PEM file, or unset it.";
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return problem('usage', `NODE_EXTRA_CA_CERTS names ${file}, which can't be read (${codeOf(error)}).`, fix);
  }
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    const certificates = blocks.map((block) => new X509Certificate(block));
    if (certificates.length === 0) throw new TypeError('none');
    if (certificates.every(({ validTo }) => Date.parse(validTo) < now))
      return note(`What is in ${file} (NODE_EXTRA_CA_CERTS) has expired.`, 'Get the current one from your company.');
    return ok(`those that Node.js trusts, and ${certificates.length} in ${file}`);
  } catch {
    return problem('usage', `NODE_EXTRA_CA_CERTS names ${file}, which holds no certificate.`, fix);
  }
}

const usualPort: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

export const proxyCheck: Check = {
  id: 'proxy',
  title: 'Proxy',
  after: [],
  look({ environment, cloud }) {
    const proxy = proxyFrom(environment);
    if (cloud.practice) return ok('none is used: the sandbox is on this computer');
    if (proxy === undefined) return ok('none');
    const { protocol, hostname, port } = proxy.address;
    const at = port === '' ? usualPort[protocol] : port;
    const except = proxy.exceptions.length === 0 ? '' : `, except for ${proxy.exceptions.join(', ')}`;
    return ok(`${protocol}//${hostname}:${at ?? ''} (${proxy.variable})${except}`);
  },
};

function reachCheck(id: CheckId, service: Service, title: string): Check {
  return {
    id,
    title,
    after: ['proxy'],
    async look({ reach, now }, known) {
      const before = now();
      const { origin, date } = await reach(service);
      // The moment when it was answered lies between the two; dates have whole seconds.
      if (date !== undefined) known.skews.push((before + now()) / 2 - (date + 500));
      return ok(origin);
    },
  };
}

export const reachChecks: readonly Check[] = [
  reachCheck('reach-sign-in', 'sign-in', 'Sign-in service'),
  reachCheck('reach-resource-manager', 'resource-manager', 'Resource Manager'),
  reachCheck('reach-graph', 'graph', 'Directory'),
];

const minute = 60_000;

export const clockCheck: Check = {
  id: 'clock',
  title: 'Clock',
  after: [],
  once: ['reach-sign-in', 'reach-resource-manager', 'reach-graph'],
  look(_, { skews }) {
    const [least] = [...skews].sort((one, other) => Math.abs(one) - Math.abs(other));
    if (least === undefined) return skipped('no service told its time');
    const off = duration(Math.round(Math.abs(least) / 1000));
    const says = `This computer's clock is ${off} ${least > 0 ? 'ahead' : 'behind'}.`;
    const fix = 'Let the system set the date and time by itself, or set them right.';
    // Tokens are good for five minutes before and after, for clocks that differ.
    if (Math.abs(least) > 5 * minute) return problem('usage', `${says} Sign-ins fail because of that.`, fix);
    return Math.abs(least) > minute ? note(says, fix) : ok('right');
  },
};
