import fc from 'fast-check';

/** How Azure is when the set-up begins. */
export interface Beginning {
  readonly registration: 'NotRegistered' | 'Registering' | 'Registered';
  readonly hasGroup: boolean;
  readonly existing: 'none' | 'ready' | 'Provisioning' | 'Failed' | 'elsewhere';
  readonly isTaken: boolean;
  readonly rights: 'owner' | 'contributor' | 'reader' | 'unknown';
  readonly twins: 'answered' | 'forbidden' | 'no-such-host' | 'unauthorized';
  readonly slow: number;
}

/** What goes wrong at the nth point of a sitting. */
export interface Mishap {
  readonly at: number;
  readonly what: 'crash' | 'soon' | 'later' | 'refused' | 'interrupted';
}

export interface Visit {
  readonly given: Readonly<Record<string, string>>;
  readonly typed: readonly (string | null)[] | null;
  readonly preview: boolean;
  readonly mishap: Mishap | null;
}

const hostileText = fc.constantFrom(
  '',
  ' ',
  '../../etc',
  '\u001B[2J',
  'ab',
  'x'.repeat(300),
  "'; rm -rf",
  'none',
  'BACK',
  '0',
);

const names = fc.constantFrom('factory-twins', 'contoso', 'other-twins');

export const beginnings: fc.Arbitrary<Beginning> = fc.record({
  registration: fc.constantFrom('NotRegistered', 'Registering', 'Registered'),
  hasGroup: fc.boolean(),
  existing: fc.constantFrom('none', 'none', 'ready', 'Provisioning', 'Failed', 'elsewhere'),
  isTaken: fc.boolean(),
  rights: fc.constantFrom('owner', 'owner', 'contributor', 'reader', 'unknown'),
  twins: fc.constantFrom('answered', 'answered', 'forbidden', 'no-such-host', 'unauthorized'),
  slow: fc.nat(4),
});

export const visits: fc.Arbitrary<Visit> = fc.record({
  given: fc.record(
    {
      resourceGroup: fc.constantFrom('rg-factory', 'rg-new'),
      name: names,
      location: fc.constantFrom('westeurope', 'eastus'),
      assignee: fc.constant('me'),
      role: fc.constantFrom('owner', 'reader'),
      tags: fc.constantFrom('none', '{"team":"factory"}'),
    },
    { requiredKeys: [] },
  ),
  typed: fc.option(fc.array(fc.option(fc.oneof(hostileText, names)), { maxLength: 8 })),
  preview: fc.boolean(),
  mishap: fc.option(
    fc.record({
      at: fc.integer({ min: 1, max: 180 }),
      what: fc.constantFrom('crash', 'crash', 'soon', 'later', 'refused', 'interrupted'),
    }),
  ),
});
