import type { Tags } from '../domain/kind.ts';
import type { PrincipalType } from '../domain/principal-type.ts';
import { dataRole } from '../domain/roles.ts';
import { markTag } from '../domain/tags.ts';
import { SetupError } from '../errors.ts';
import { jsonText } from '../text/escape.ts';
import {
  declaredInstance,
  type Exported,
  type ExportFile,
  groupNameOf,
  instanceNameOf,
  subscriptionOf,
} from './exported.ts';

const words: Readonly<Record<PrincipalType, string>> = { User: 'user:', Group: 'group:', ServicePrincipal: 'app:' };

/** Without the mark: each set-up has its own. */
function askedTags(tags: Tags): Tags | undefined {
  const asked = Object.entries(tags).filter(([key]) => key !== markTag);
  if (asked.length > 49) {
    throw new SetupError({
      ending: 'refused',
      code: 'cannot-export',
      message: `The instance has ${asked.length} tags by now, and an answers file takes 49.`,
      suggestion: 'Use another format, such as --format bicep.',
    });
  }
  return asked.length === 0 ? undefined : Object.fromEntries(asked);
}

/**
 * The answers that repeat a set-up. Ids instead of names of people, and never "me": they mean the same whoever runs it.
 * @throws SetupError (refused) where it has more tags than an answer takes.
 */
export function answersOf(exported: Exported): Readonly<Record<string, unknown>> {
  const instance = declaredInstance(exported);
  const group = exported.declared.map(({ resource }) => resource).find((each) => each.kind === 'group');
  const tags = askedTags((instance ?? group)?.tags ?? {});
  const { access } = exported;
  return {
    tenant: exported.tenantId,
    subscription: subscriptionOf(exported),
    resourceGroup: groupNameOf(exported),
    location: exported.location,
    name: instanceNameOf(exported),
    ...(tags && { tags }),
    ...(instance && { identity: instance.identity, publicNetworkAccess: instance.publicNetworkAccess }),
    ...(access && {
      assignee: `${access.principalType === undefined ? '' : words[access.principalType]}${access.principalId}`,
      role: dataRole(access.roleId).word,
    }),
  };
}

/** A set-up as a file for `adt-setup --answers FILE --yes`. Plain JSON, which has no comments. */
export function answers(exported: Exported): readonly ExportFile[] {
  return [{ name: 'answers.json', text: `${jsonText(answersOf(exported))}\n` }];
}
