import { copyCount } from '../expression/copies.ts';
import { evaluate } from '../expression/evaluate.ts';
import { type Frame, withCopy } from '../expression/frame.ts';
import { functionError, NotYetKnown, TemplateError } from '../template-error.ts';
import { held, isRecord, shownText, type Value } from '../value.ts';
import { type Home, homeScope } from './home.ts';
import { resourceIdOf, scopeOf } from './ids.ts';
import type { Planned } from './planned.ts';
import { type Entry, whereIs } from './shape.ts';

const page = 'Please see https://aka.ms/arm-syntax-resources for usage details.';

/** A resource of a template before it is known what comes first. */
export interface Instance extends Omit<Planned, 'needs'> {
  readonly deployed: boolean;
  /** Its loop's name, how far it is in it, and how many go at a time. */
  readonly loop?: { readonly name: string; readonly index: number; readonly batch: number };
}

function inResource(name: Value, entry: Entry, error: unknown): Error {
  if (!(error instanceof TemplateError) || /^The template (parameter|variable|resource|'copy')/.test(error.message))
    return error instanceof Error ? error : new Error('unknown');
  return functionError(
    `The template resource '${shownText(name)}' ${whereIs(entry.source)} is not valid: ${error.message}.`,
  );
}

function textIn(entry: Entry, key: string, frame: Frame): string | undefined {
  const value = evaluate(held(entry.source, key) ?? null, frame);
  if (value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new TemplateError(`The '${key}' property must be a string.`);
}

function truth(entry: Entry, key: string, frame: Frame): boolean {
  const value = evaluate(held(entry.source, key) ?? key === 'condition', frame);
  if (typeof value === 'boolean') return value;
  if (/^(true|false)$/i.test(shownText(value))) return shownText(value).toLowerCase() === 'true';
  throw new TemplateError(`The '${key}' property must be a boolean.`);
}

/** Where a resource lies: its own scope, another group or subscription, or where the deployment takes place. */
function scopeIn(entry: Entry, frame: Frame, home: Home): string {
  const scope = textIn(entry, 'scope', frame);
  if (scope !== undefined) return scopeOf(scope, home);
  const subscription = textIn(entry, 'subscriptionId', frame);
  const group = textIn(entry, 'resourceGroup', frame) ?? (subscription === undefined ? home.group : undefined);
  return homeScope({
    subscriptionId: subscription ?? home.subscriptionId,
    ...(group === undefined ? {} : { group }),
  });
}

function checkName(name: string | undefined, type: string, entry: Entry): string {
  if (name === undefined || name === '')
    throw new TemplateError(
      `The template resource '${entry.symbol ?? name ?? entry.path}' of type '${type}' ${whereIs(entry.source)} is not valid. The name property cannot be null or empty. ${page}`,
    );
  const [given, wanted] = [name.split('/').length, type.split('/').length - 1];
  if (given !== wanted)
    throw new TemplateError(
      `The template resource '${name}' of type '${type}' ${whereIs(entry.source)} has an invalid name. The name '${name}' contains '${given}' name segment(s) separated by '/', but '${wanted}' segment(s) were expected. ${page}`,
    );
  return name;
}

function versionIn(entry: Entry, frame: Frame, name: string, type: string): string {
  const version = textIn(entry, 'apiVersion', frame);
  if (version !== undefined) return version;
  throw new TemplateError(
    `The template resource '${name}' is not valid. The api-version property ${whereIs(entry.source)} is not defined. The api-profile '<null>' for the template does not match any valid api-version for the resource type '${type}'.  Either explicitly specify the api-version for the resource or specify the correct api-profile for the template.. ${page}`,
  );
}

function instance(entry: Entry, frame: Frame, home: Home, loop: Instance['loop']): Instance {
  const { source, symbol: base } = entry;
  let shown: Value = held(source, 'name') ?? base ?? '';
  try {
    const type = textIn(entry, 'type', frame);
    if (type === undefined) throw new TemplateError("The 'type' property is required.");
    const deployed = truth(entry, 'condition', frame);
    const name = checkName(textIn(entry, 'name', frame), type, entry);
    shown = name;
    const id = resourceIdOf(scopeIn(entry, frame, home), type, name);
    const symbol = base === undefined || loop === undefined ? base : `${base}[${loop.index}]`;
    return {
      key: symbol ?? id.toLowerCase(),
      ...(symbol === undefined ? {} : { symbol }),
      id,
      type,
      name,
      apiVersion: versionIn(entry, frame, name, type),
      existing: truth(entry, 'existing', frame),
      source,
      frame,
      deployed,
      ...(loop === undefined ? {} : { loop }),
    };
  } catch (error) {
    if (error instanceof NotYetKnown)
      throw functionError(
        `The template resource '${shownText(shown)}' ${whereIs(source)} is not valid: its name can't be known before the deployment starts.`,
      );
    throw inResource(shown, entry, error);
  }
}

/** The resources that an entry of a template comes to. */
export function instancesOf(entry: Entry, frame: Frame, home: Home): readonly Instance[] {
  const copy = held(entry.source, 'copy');
  if (copy === undefined || copy === null) return [instance(entry, frame, home, undefined)];
  if (!isRecord(copy)) throw new TemplateError(`The template 'copy' definition ${whereIs(entry.source)} is not valid.`);
  const name = shownText(evaluate(held(copy, 'name') ?? entry.symbol ?? '', frame));
  const mode = shownText(held(copy, 'mode') ?? 'parallel').toLowerCase();
  if (mode !== 'parallel' && mode !== 'serial')
    throw new TemplateError(
      `The template resource '${shownText(held(entry.source, 'name'))}' ${whereIs(entry.source)} has an invalid copy mode '${shownText(held(copy, 'mode'))}'. The supported values are 'Parallel,Serial'. Please see https://aka.ms/arm-resource-loops for usage details.`,
    );
  const size = evaluate(held(copy, 'batchSize') ?? 1, frame);
  const batch = mode === 'serial' && typeof size === 'number' && size > 0 ? size : Infinity;
  return Array.from({ length: copyCount(copy, frame) }, (_, index) =>
    instance(entry, withCopy(frame, name, index), home, { name, index, batch }),
  );
}
