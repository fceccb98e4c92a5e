import { kindIn } from '../domain/resource.ts';
import { isObject } from '../text/is-object.ts';

/** Turns the body of a state file of one version into one of the next. */
type Migration = (body: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** The versions of the format that this program reads. */
export interface Released {
  /** The oldest first: `[0]` makes version 2 of version 1. */
  readonly migrations: readonly Migration[];
  upgrade(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

/** Versions made of migrations. A new version of the format is one more of them at the end. */
export function releasedBy(migrations: readonly Migration[]): Released {
  return {
    migrations,
    upgrade(body) {
      const from = typeof body['schema'] === 'number' ? body['schema'] : 0;
      const steps = from >= 1 ? migrations.slice(from - 1) : [];
      const { rows } = body as { readonly rows?: unknown };
      const own = steps.reduce((old, migrate, at) => ({ ...migrate(old), schema: from + at + 1 }), body);
      // Each row of a list is a set-up of its own.
      return Array.isArray(rows)
        ? { ...own, rows: rows.map((row: unknown) => (isObject(row) ? this.upgrade(row) : row)) }
        : own;
    },
  };
}

/** The number of the newest version. */
export function newestSchema({ migrations }: Released): number {
  return migrations.length + 1;
}

type Body = Readonly<Record<string, unknown>>;

/** An entry of what was made, or was being made: what was sent is not known of it. */
function withKind(entry: Body): Body {
  return { ...entry, kind: kindIn(String(entry['id'])), sent: null };
}

/**
 * Version 2 knows whose a set-up is, what was agreed to, what later commands need, and what was sent. Of a file of version 1
 * none of that is known; the next run finds it out.
 */
const toSecond: Migration = (body) => {
  const making = body['making'] as Body | null;
  const made = (body['made'] as readonly Body[]).map(withKind);
  const isFirst = ({ id }: Body, at: number): boolean =>
    made.findIndex((other) => String(other['id']).toLowerCase() === String(id).toLowerCase()) === at;
  return {
    ...body,
    tenant: null,
    account: null,
    approved: null,
    facts: {},
    making: making && { ...withKind(making), direction: 'make' },
    made: made.filter(isFirst),
  };
};

/** Version 3 knows when what was made was born, and what was agreed to be taken back. */
const toThird: Migration = (body) => ({
  ...body,
  made: (body['made'] as readonly Body[]).map((entry) => ({ ...entry, born: null })),
  undo: null,
});

/** What was released so far: three versions. */
export const released = releasedBy([toSecond, toThird]);

/** The number of this program's own version. */
export const ownSchema = newestSchema(released);

const deepest = 8;

/** Looked at before anything parses it. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isText) {
      if (character === '\\') at += 1;
      else if (character === '"') isText = false;
    } else if (character === '"') isText = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > deepest) return true;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return false;
}
