import type { Special } from '../expression/frame.ts';
import { functionError, TemplateError } from '../template-error.ts';
import { shownText, type Value } from '../value.ts';
import { type Home, homeScope } from './home.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A resource below a scope: its type's segments and its name's, in turn. */
function idBelow(scope: string, type: string, name: string): string {
  const [namespace = '', ...types] = type.split('/');
  const names = name.split('/');
  const base = scope === '/' ? '' : scope;
  return `${base}/providers/${namespace}${types.map((each, at) => `/${each}/${names[at] ?? ''}`).join('')}`;
}

const groupType = 'microsoft.resources/resourcegroups';

/** The id of a resource of a template. */
export function resourceIdOf(scope: string, type: string, name: string): string {
  if (type.toLowerCase() === groupType) return `${scope.split('/').slice(0, 3).join('/')}/resourceGroups/${name}`;
  if (type.toLowerCase() === 'microsoft.resources/subscriptions') return `/subscriptions/${name}`;
  return idBelow(scope, type, name);
}

/** The scope of an extension: a whole id, or `Namespace/type/name` where the deployment takes place. */
export function scopeOf(text: string, home: Pick<Home, 'subscriptionId' | 'group'>): string {
  if (text.startsWith('/')) return text.length > 1 ? text.replace(/\/$/, '') : text;
  const [namespace = '', ...rest] = text.split('/');
  const types = [namespace, ...rest.filter((_, at) => at % 2 === 0)].join('/');
  return resourceIdOf(homeScope(home), types, rest.filter((_, at) => at % 2 === 1).join('/'));
}

interface Parts {
  readonly before: readonly string[];
  readonly type: string;
  readonly names: readonly string[];
}

/** The arguments of a function of ids: what comes before the type, the type (it has a slash), a name for each of its segments. */
function partsOf(name: string, args: readonly Value[], most: number, least = 2): Parts {
  if (args.length < least)
    throw functionError(
      `Unable to evaluate template language function '${name}'. At least ${least === 2 ? 'two parameter' : `${least} parameters`} should be provided.`,
    );
  const texts = args.map((each) => {
    if (typeof each === 'string') return each;
    throw functionError(
      `Unable to evaluate template language function '${name}': all function arguments should be string literals.`,
    );
  });
  const at = texts.findIndex(
    (each, index) => index <= most && each.includes('/') && (index > 0 || !each.startsWith('/')),
  );
  if (at < 0)
    throw new TemplateError(
      `Unable to evaluate template language function '${name}': function requires exactly one multi-segmented argument which must be resource id including resource provider namespace. Current function arguments '${texts.join(',')}'. Please see https://aka.ms/arm-resource-functions/#${name.toLowerCase()} for usage details.`,
    );
  const type = texts[at] ?? '';
  const names = texts.slice(at + 1);
  const wanted = type.split('/').length - 1;
  if (names.length !== wanted)
    throw new TemplateError(
      `Unable to evaluate template language function '${name}': the type '${type}' requires '${wanted}' resource name argument(s). Please see https://aka.ms/arm-resource-functions/#${name.toLowerCase()} for usage details.`,
    );
  return { before: texts.slice(0, at), type, names };
}

function subscriptionNamed(text: string, name: string): string {
  if (guid.test(text)) return text;
  throw new TemplateError(
    `The provided value '${text}' is not valid subscription identifier. Please see https://aka.ms/arm-resource-functions/#${name.toLowerCase()} for usage details.`,
  );
}

function resourceIdFunction(home: Home): Special {
  return (args) => {
    const { before, type, names } = partsOf('resourceId', args, 2);
    const [first, second] = before;
    if (home.group === undefined) {
      const subscription =
        first === undefined ? home.subscriptionId : subscriptionNamed(first, 'subscriptionResourceId');
      const group = second === undefined ? {} : { group: second };
      return resourceIdOf(homeScope({ subscriptionId: subscription, ...group }), type, names.join('/'));
    }
    const subscriptionId = second === undefined ? home.subscriptionId : subscriptionNamed(first ?? '', 'resourceId');
    return resourceIdOf(homeScope({ subscriptionId, group: second ?? first ?? home.group }), type, names.join('/'));
  };
}

/** Functions that make ids. */
export function idFunctions(home: Home): readonly (readonly [string, Special])[] {
  return [
    ['resourceid', resourceIdFunction(home)],
    [
      'subscriptionresourceid',
      (args) => {
        const { before, type, names } = partsOf('subscriptionResourceId', args, 1);
        const id =
          before[0] === undefined ? home.subscriptionId : subscriptionNamed(before[0], 'subscriptionResourceId');
        return resourceIdOf(homeScope({ subscriptionId: id }), type, names.join('/'));
      },
    ],
    [
      'tenantresourceid',
      (args) => {
        const { type, names } = partsOf('tenantResourceId', args, 0);
        return idBelow('', type, names.join('/'));
      },
    ],
    [
      'managementgroupresourceid',
      (args) => {
        const { before, type, names } = partsOf('managementGroupResourceId', args, 1, 3);
        return idBelow(`/providers/Microsoft.Management/managementGroups/${before[0] ?? ''}`, type, names.join('/'));
      },
    ],
    [
      'extensionresourceid',
      ([scope, ...rest]) => {
        if (typeof scope !== 'string' || !/^\/.*\/.+/.test(scope))
          throw new TemplateError(
            `Unable to evaluate template language function 'extensionResourceId': the provided parent resource id '${shownText(scope)}' is not a valid uri. Please see https://aka.ms/arm-resource-functions/#extensionresourceid for usage details.`,
          );
        const { type, names } = partsOf('extensionResourceId', rest, 0);
        return idBelow(scope, type, names.join('/'));
      },
    ],
  ];
}
