import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findRunningSandbox, startSandbox } from '../../../src/sandbox/server.ts';
import { clientOf } from '../client.ts';
import { authorized, cleanUps, emptyDirectory, newDirectory, resources, started } from './scene.ts';

describe('the server', () => {
  test('speaks HTTPS with a certificate for localhost and 127.0.0.1 that vouches for itself only, and keeps it', async () => {
    const dataDirectory = emptyDirectory();
    const first = await started({ dataDirectory });
    const certificate = new X509Certificate(readFileSync(join(dataDirectory, 'server.pem')));
    expect(certificate.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000;
    expect(days).toBeLessThanOrEqual(366);
    expect(readFileSync(first.caFile, 'utf8')).toBe(first.ca);
    for (const secret of ['server-key.pem', 'secrets.json', 'client-secret', 'running.json'])
      expect(statSync(join(dataDirectory, secret)).mode & 0o077).toBe(0);
    expect(
      (await clientOf({ origin: `https://127.0.0.1:${first.port}`, ca: first.ca }).ask('GET', '/health')).status,
    ).toBe(200);
    await expect(clientOf({ origin: first.origin, ca: '' }).ask('GET', '/health')).rejects.toThrow(/certificate/i);
    await first.close();
    const second = await started({ dataDirectory });
    expect([second.ca, second.port, second.servicePrincipal]).toEqual([first.ca, first.port, first.servicePrincipal]);
  });

  test('makes a new certificate when the old one is near its end', async () => {
    const dataDirectory = newDirectory();
    const first = await started({ dataDirectory });
    const before = readFileSync(join(dataDirectory, 'server.pem'), 'utf8');
    await first.close();
    const later = Date.now() + 340 * 86_400_000;
    await started({ dataDirectory, now: () => later });
    expect(readFileSync(join(dataDirectory, 'server.pem'), 'utf8')).not.toBe(before);
  });

  test('says where it is, and is found again by others', async () => {
    const dataDirectory = newDirectory();
    expect(await findRunningSandbox(dataDirectory)).toBeUndefined();
    const sandbox = await started({ dataDirectory, scenario: 'guest' });
    expect(sandbox.metadataUrl).toBe(`${sandbox.origin}/metadata/endpoints?api-version=2020-06-01`);
    expect(sandbox.user.userPrincipalName).toBe('gus_fabrikam.com#EXT#@contoso.onmicrosoft.com');
    const found = await findRunningSandbox(dataDirectory);
    expect(found).toMatchObject({
      origin: sandbox.origin,
      scenario: 'guest',
      servicePrincipal: sandbox.servicePrincipal,
    });
    await sandbox.close();
    expect(await findRunningSandbox(dataDirectory)).toBeUndefined();
  });

  test('refuses a second process on its data directory, and a port that is taken', async () => {
    const dataDirectory = newDirectory();
    const sandbox = await started({ dataDirectory });
    await expect(startSandbox({ dataDirectory })).rejects.toThrow(`Another sandbox is running on ${dataDirectory}`);
    await expect(startSandbox({ dataDirectory: newDirectory(), port: sandbox.port })).rejects.toThrow(
      `Port ${sandbox.port} is in use`,
    );
    await sandbox.close();
    const squatter = createServer().listen(sandbox.port, '127.0.0.1');
    cleanUps.push(() => new Promise<void>((done) => squatter.close(() => done())));
    await new Promise((resolve) => squatter.once('listening', resolve));
    expect((await started({ dataDirectory })).port).not.toBe(sandbox.port);
  });

  test('reads settings.json and faults.json of the data directory, and says what is wrong with them', async () => {
    const dataDirectory = newDirectory();
    writeFileSync(join(dataDirectory, 'settings.json'), '{"pageSize":3}');
    writeFileSync(
      join(dataDirectory, 'faults.json'),
      '[{"address":"/tenants","what":{"is":"status","status":503,"retryAfter":"9"}}]',
    );
    const sandbox = await started({ dataDirectory });
    const ask = await authorized(sandbox);
    expect(
      JSON.parse((await ask('GET', `/subscriptions/${sandbox.subscriptionId}/resourcegroups?${resources}`)).text),
    ).toMatchObject({ value: { length: 3 } });
    expect(await ask('GET', `/tenants?${resources}`)).toMatchObject({ status: 503, headers: { 'retry-after': '9' } });
    await sandbox.close();
    writeFileSync(join(dataDirectory, 'settings.json'), '{"pageSize":"many"}');
    await expect(startSandbox({ dataDirectory })).rejects.toThrow('"pageSize" must be a number');
  });
});
