import { createHash } from 'node:crypto';

/** The namespace that the `guid()` function of Azure's templates uses (Bicep string functions, "guid"). */
const templateNamespace = '11fb06fb-712d-4ddd-98c7-e71bbd588830';

/** UUID version 5 (RFC 9562, section 5.5) of a text in the namespace of Azure's templates: what `guid('a', 'b')` gives for "a-b". */
export function templateGuid(...parts: readonly string[]): string {
  const namespace = Buffer.from(templateNamespace.replaceAll('-', ''), 'hex');
  const digest = createHash('sha1').update(namespace).update(parts.join('-'), 'utf8').digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * The name of a role assignment, always the same for one scope, principal and role: doing it twice makes one assignment.
 * All three are lower-cased first, since Azure writes ids in varying case.
 */
export function assignmentName(scope: string, principalId: string, roleId: string): string {
  return templateGuid(scope.toLowerCase(), principalId.toLowerCase(), roleId.toLowerCase());
}
