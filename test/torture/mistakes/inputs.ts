import fc from 'fast-check';
import { spoilt } from './spoilt.ts';

/** Variables that the program, Node.js or one of the libraries reads, but for those that only say where things lie. */
const variables = [
  ...[
    'AUTH',
    'TENANT',
    'SUBSCRIPTION',
    'RESOURCE_GROUP',
    'LOCATION',
    'TAGS',
    'NAME',
    'IDENTITY',
    'ROLE',
    'ASSIGNEE',
  ].map((name) => `ADT_SETUP_${name}`),
  'ADT_SETUP_PUBLIC_NETWORK_ACCESS',
  'ADT_SETUP_LOCATON',
  'AZURE_TENANT_ID',
  'AZURE_CLIENT_ID',
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PATH',
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'AZURE_CLIENT_SEND_CERTIFICATE_CHAIN',
  'AZURE_FEDERATED_TOKEN_FILE',
  'AZURE_AUTHORITY_HOST',
  'AZURE_USERNAME',
  'AZURE_PASSWORD',
  'AZURE_ADDITIONALLY_ALLOWED_TENANTS',
  'AZURE_REGIONAL_AUTHORITY_NAME',
  'AZURE_IDENTITY_DISABLE_MULTITENANTAUTH',
  'AZURE_TOKEN_CREDENTIALS',
  'AZURE_LOG_LEVEL',
  'AZURE_CONFIG_DIR',
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'no_proxy',
  'NODE_DEBUG',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'XDG_STATE_HOME',
  'XDG_CONFIG_HOME',
  'TERM',
  'LANG',
  'LC_ALL',
  'TZ',
  'CI',
  'NO_COLOR',
  'FORCE_COLOR',
  'ACCESSIBLE',
  'COLUMNS',
  'BROWSER',
  'DISPLAY',
  'WSL_DISTRO_NAME',
  'SSH_CONNECTION',
  'ACC_CLOUD',
  'PATH',
] as const;

/** At most a few of some things, mostly none: a mistake shows best where all else is right. */
function few<T>(one: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.array(one, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(one, { maxLength: 4 }) },
  );
}

/** Passwords are of their own: what a process once knows to be one is hidden everywhere. */
const passwords = /SECRET$|PASSWORD$/;

/** No environment holds a zero byte. */
export const environments: fc.Arbitrary<Readonly<Record<string, string>>> = few(
  fc
    .tuple(fc.constantFrom(...variables), spoilt)
    .map(([name, value]) => [name, passwords.test(name) ? `8Q~${value}~q8` : value] as const),
).map((all) => Object.fromEntries(all.map(([name, value]) => [name, value.replaceAll('\0', '')])));

const keys = [
  'auth',
  'tenant',
  'subscription',
  'resourceGroup',
  'location',
  'tags',
  'name',
  'identity',
  'publicNetworkAccess',
  'assignee',
  'role',
  'nmae',
  '__proto__',
] as const;

/** Answers by the names that files have for them. */
export const answers: fc.Arbitrary<Readonly<Record<string, string>>> = few(
  fc.tuple(fc.constantFrom(...keys), spoilt),
).map((all) => Object.fromEntries(all));

const flags = [
  'auth',
  'tenant',
  'subscription',
  'resource-group',
  'location',
  'tags',
  'name',
  'identity',
  'assignee',
  'role',
];
const other = [
  '--dry-run',
  '--yes',
  '--json',
  '--quiet',
  '--verbose',
  '--accessible',
  '--no-wait',
  '--fresh',
  '--no-color',
];

/** Words of a command line. */
export const words: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    few(fc.constantFrom(...other)),
    few(
      fc.oneof(
        {
          weight: 6,
          arbitrary: fc.tuple(fc.constantFrom(...flags), spoilt).map(([flag, text]) => [`--${flag}`, text]),
        },
        {
          weight: 2,
          arbitrary: fc
            .tuple(fc.constantFrom('plan', 'timeout', 'cloud'), spoilt)
            .map(([flag, text]) => [`--${flag}=${text}`]),
        },
        { weight: 1, arbitrary: spoilt.map((text) => [text]) },
      ),
    ),
  )
  .map(([all, more]) => [...all, ...more.flat()]);

/** How the texts of a file are written, and what an editor or a shell does to it. */
export const encodings: fc.Arbitrary<(text: string) => Buffer> = fc.constantFrom(
  (text: string) => Buffer.from(text),
  (text: string) => Buffer.from(text),
  (text: string) => Buffer.from(text),
  (text: string) => Buffer.from(text),
  (text: string) => Buffer.from(text),
  (text: string) => Buffer.from(`\uFEFF${text}`),
  (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  (text: string) => Buffer.from(text.replaceAll('\n', '\r\n')),
  (text: string) => Buffer.from(text, 'latin1'),
  (text: string) => Buffer.from(text.slice(0, Math.floor(text.length / 2))),
);
