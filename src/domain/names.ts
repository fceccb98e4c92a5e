import { usageError } from '../errors.ts';

/**
 * Checks the name of an Azure Digital Twins instance: 3 to 63 letters, digits and hyphens, no hyphen at either end
 * (Microsoft.DigitalTwins 2023-01-31, `resourceName`). Gives it unchanged; Azure keeps its upper and lower case.
 * @throws SetupError (usage) naming the rule, or the word that Azure reserves.
 */
export function instanceName(text: string): string {
  if (!/^(?!-)[A-Za-z0-9-]{3,63}(?<!-)$/.test(text)) {
    throw usageError(
      'invalid-name',
      `"${text}" can't be the name of an instance.`,
      'Use 3 to 63 letters, digits and hyphens, with no hyphen at the start or the end.',
    );
  }
  const reserved = reservedIn(text);
  if (reserved !== undefined) {
    throw usageError(
      'reserved-name',
      `"${text}" can't be the name of an instance: Azure keeps ${reserved} for Microsoft's own.`,
      'Choose a name without it.',
    );
  }
  return text;
}

/** Words that no resource with an address of its own may be called ("Resolve errors for reserved resource names", Microsoft). */
const reservedNames =
  /^(access|azure|bing|bizspark|biztalk|cortana|directx|dotnet|dynamics|excel|exchange|forefront|groove|hololens|hyperv|kinect|lync|msdn|o365|office|office365|onedrive|onenote|outlook|powerpoint|sharepoint|skype|visio|visualstudio)$/i;

/** What of a name is reserved: the whole, a part that must stand nowhere in it, or a beginning. */
function reservedIn(name: string): string | undefined {
  if (reservedNames.test(name)) return `the word "${name}"`;
  const [part] = /microsoft|windows/i.exec(name) ?? [];
  if (part !== undefined) return `names with "${part}" in them`;
  const [start] = /^(login|xbox)/i.exec(name) ?? [];
  return start === undefined ? undefined : `names that begin with "${start}"`;
}

/**
 * Checks the name of a resource group: 1 to 90 letters, digits (of any script), `_ - . ( )`, not ending with a period
 * (naming rules of Microsoft.Resources/resourceGroups).
 * @throws SetupError (usage) naming the rule.
 */
export function resourceGroupName(text: string): string {
  if (!/^[-\p{L}\p{N}_.()]{1,90}$/u.test(text) || text.endsWith('.')) {
    throw usageError(
      'invalid-resource-group',
      `"${text}" can't be the name of a resource group.`,
      'Use 1 to 90 letters, digits, underscores, hyphens, periods and parentheses, with no period at the end.',
    );
  }
  return text;
}

/** Canonical form of a region in either spelling: "West Europe" and "westeurope" both give "westeurope". */
export function regionName(text: string): string {
  return text.toLowerCase().replaceAll(/\s/g, '');
}

/** True for a GUID in its usual form, in any case. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/**
 * The GUID that a text is, in its usual form and in small letters: also in braces or quotes, without hyphens, or in capitals, as
 * tools of Microsoft's write them. Undefined when it is none.
 */
export function guidIn(text: string): string | undefined {
  const digits = text
    .trim()
    .replaceAll(/^["'{(]+|["')}]+$/g, '')
    .trim()
    .toLowerCase();
  const [, ...parts] =
    /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/.exec(digits) ?? [];
  return parts.length === 0 ? undefined : parts.join('-');
}

/** Azure compares names of groups, instances and regions without regard to case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A scope in words: "the resource group rg-factory". */
export function scopeName(scope: string, subscriptionName?: string): string {
  const [, kind, , , group, type] = scope.split('/');
  if (kind?.toLowerCase() !== 'subscriptions') return 'all subscriptions of a management group';
  if (type !== undefined) return `the instance ${scope.split('/').at(-1) ?? ''}`;
  if (group !== undefined) return `the resource group ${group}`;
  return ['the subscription', subscriptionName].filter(Boolean).join(' ');
}

/** What a resource id names, by kind: `resourceGroups` gives "rg-factory". Undefined where the id has none of that kind. */
export function nameIn(id: string, kind: string): string | undefined {
  const words = id.split('/');
  const at = words.findIndex((word) => sameName(word, kind));
  return at < 0 ? undefined : words[at + 1];
}

/** Whether an id is that of a scope, or of something in it. */
export function isAtOrBelowScope(id: string, scope: string): boolean {
  const [inner, outer] = [id.toLowerCase(), scope.replace(/\/+$/, '').toLowerCase()];
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** The subscription that an id belongs to, as a scope: "/subscriptions/…". */
export function subscriptionScope(id: string): string {
  return id.split('/').slice(0, 3).join('/');
}

/** The resource group that an id belongs to, as a scope. */
export function groupScope(id: string): string {
  return id.split('/').slice(0, 5).join('/');
}

/** The words after the last "/providers/": namespace, type, name, and those of what is nested in it. */
function providerWords(id: string): readonly string[] {
  return id.slice(id.toLowerCase().lastIndexOf('/providers/') + '/providers/'.length).split('/');
}

/** The type of what an id names: "Microsoft.Authorization/locks". */
export function typeIn(id: string): string {
  const [namespace = '', ...words] = providerWords(id);
  return [namespace, ...words.filter((_, at) => at % 2 === 0)].join('/');
}

/** What an id belongs to: the resource that it extends or is nested in, or its resource group, or its subscription. */
export function parentScope(id: string): string {
  const isNested = providerWords(id).length > 3;
  return isNested ? id.split('/').slice(0, -2).join('/') : id.slice(0, id.toLowerCase().lastIndexOf('/providers/'));
}
