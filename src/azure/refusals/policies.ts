import type { Subject } from '../../domain/subject.ts';
import { secondProof } from './challenges.ts';
import type { FailedResponse } from './response.ts';
import { type About, inSubscription, legible, type Row } from './table.ts';

/** What Azure tells of the policies that refused, from wherever it says it. */
interface Rules {
  /** Of assignments and definitions, as people call them. */
  readonly names: readonly string[];
  /** What an administrator has written for those who meet it. */
  readonly reasons: readonly string[];
  /** What it looked at: "location", "tags['owner']". */
  readonly fields: readonly string[];
}

const fewest = (texts: readonly string[]): readonly string[] =>
  [...new Set(texts.map((each) => each.trim()).filter((each) => each !== ''))].slice(0, 6);

function textsIn(bag: Readonly<Record<string, unknown>>, ...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => (typeof bag[name] === 'string' ? [bag[name]] : []));
}

/** Azure prints names as JSON in the middle of a sentence, or leaves them to `additionalInfo` (type PolicyViolation). */
function rulesOf({ message, violations = [] }: FailedResponse): Rules {
  const printed = [...message.matchAll(/"name":"([^"]{1,120})"/g)].map((match) => match[1] ?? '');
  const told = violations.flatMap((each) =>
    textsIn(each, 'policyAssignmentDisplayName', 'policyDefinitionDisplayName').length > 0
      ? textsIn(each, 'policyAssignmentDisplayName', 'policyDefinitionDisplayName')
      : textsIn(each, 'policyAssignmentName', 'policyDefinitionName'),
  );
  const [, said = ''] = /Reasons?: '(.{1,1200}?)'(?=\. See error details|\.?\s*$|\. Policy)/is.exec(message) ?? [];
  const details = violations.flatMap(({ evaluationDetails: each }) =>
    typeof each === 'object' && each !== null ? [each as Readonly<Record<string, unknown>>] : [],
  );
  const expressions = details.flatMap(({ evaluatedExpressions: all }): readonly unknown[] =>
    Array.isArray(all) ? all : [],
  );
  return {
    names: fewest(told.length > 0 ? told : printed),
    reasons: fewest([said, ...details.flatMap((each) => textsIn(each, 'reason'))]),
    fields: fewest(
      expressions.flatMap((each) => textsIn((each ?? {}) as Record<string, unknown>, 'path', 'expression')),
    ),
  };
}

interface Kind {
  readonly about: RegExp;
  readonly cures: (about: About) => readonly Subject[];
  readonly helps: string;
}

const isGroup = ({ doing }: About): boolean => /resource group/.test(doing);

/** What policies are after, by their names and reasons, the likeliest answer to be wrong first. */
const kinds: readonly Kind[] = [
  {
    about: /resource types?\b|\bresourceType\b/i,
    cures: () => [],
    helps: 'No answer here changes that: it takes another subscription (--subscription), or an exemption',
  },
  { about: /\b(locations?|regions?)\b/i, cures: () => ['region', 'group'], helps: 'Choose another region' },
  {
    about: /\btags?\b/i,
    cures: () => ['tags', 'group'],
    helps: 'Add the tags that the rule demands (--tags KEY=VALUE)',
  },
  {
    about: /public network|network access|private (link|endpoint)|publicNetworkAccess/i,
    cures: () => ['network'],
    helps: 'Choose another network access (--public-network-access disabled)',
  },
  {
    about: /managed identit|system[- ]assigned|\bidentity\b/i,
    cures: () => ['identity'],
    helps: 'Choose another identity (--identity)',
  },
  {
    about: /\bnam(ing|e)s?\b/i,
    cures: (about) => (isGroup(about) ? ['group'] : ['name']),
    helps: 'Choose a name that the rule allows',
  },
];

function kindsOf(rules: Rules, about: About): readonly Kind[] {
  if (about.doing === 'give the role') {
    const helps = 'Give the role to somebody else, such as a group (--assignee group:NAME)';
    return [{ about: /./, cures: () => ['principal', 'role'], helps }];
  }
  const text = [...rules.names, ...rules.reasons, ...rules.fields].join('\n');
  return kinds.filter((each) => each.about.test(text));
}

/**
 * A policy that is after multi-factor authentication, by Azure's sentence or by the name of its built-in definition ("Users
 * must authenticate with multi-factor authentication to create or update resources"): no region, group or tag satisfies it.
 */
const wantsProof = /\bMFA is required\b|\bmulti-?factor authentication\b/i;

/** Several pieces of advice as one sentence. */
function inOne([first = '', ...others]: readonly string[]): string {
  return [first, ...others.map((each) => each.charAt(0).toLowerCase() + each.slice(1))].join(', and ');
}

/** A policy of the organization (Azure Policy, effect deny): its own words, and the question that fits it, if any does. */
export const policy: Row = (failure, about) => {
  if (wantsProof.test(failure.message)) return secondProof(failure, about);
  const rules = rulesOf(failure);
  const met = kindsOf(rules, about);
  const names = rules.names.map((name) => `"${legible(name, 120)}"`).join(', ');
  const reasons = rules.reasons.map((reason) => `"${legible(reason, 500)}"`).join(' ');
  const exemption = 'ask those who look after the rule for an exemption';
  const list = `az policy assignment list --disable-scope-strict-match${inSubscription(about)} --output table`;
  const [first] = met;
  // Another group may lie outside of the rule, and is the greatest change.
  const subjects = [...new Set(met.flatMap(({ cures }) => cures(about)))];
  return {
    ending: 'refused',
    message: `A rule of your organization (Azure Policy${names === '' ? '' : ` ${names}`}) doesn't let you ${about.doing} like this.${reasons === '' ? '' : ` Its reason: ${reasons}`}`,
    suggestion: `${first === undefined ? `Do as the rule says, or ${exemption}` : `${inOne(met.map(({ helps }) => helps))}; or ${exemption}`}. All rules: ${list}`,
    cures: [
      ...subjects.filter((each) => each !== 'group'),
      ...(subjects.includes('group') ? (['group'] as const) : []),
    ],
    ...(subjects.length > 0 ? { again: 'answer' as const } : {}),
  };
};
