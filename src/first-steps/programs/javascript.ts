import { type Language, needed, type ProgramFor, version } from './program.ts';

const text = (value: string): string => JSON.stringify(value);

function program({ url, tenantId, scope, authority, query }: ProgramFor): string {
  const there = authority === undefined ? '' : `, authorityHost: ${text(authority)}`;
  return `import { AzureCliCredential, ChainedTokenCredential, InteractiveBrowserCredential } from '@azure/identity';

const stop = (text) => {
  console.error(text);
  process.exit(1);
};
const url = process.env.AZURE_DIGITALTWINS_URL?.trim() || ${text(url)};
const address = (url.includes('://') ? url : 'https://' + url).replace(/\\/+$/, '');
if (!address.startsWith('https://')) stop('AZURE_DIGITALTWINS_URL must be https://HOST, not ' + url);
const tenantId = process.env.AZURE_TENANT_ID || ${text(tenantId)};

// As you are signed in with "az login", otherwise with the browser.
const credential = new ChainedTokenCredential(
  new AzureCliCredential({ tenantId }),
  new InteractiveBrowserCredential({ tenantId${there} }),
);
const { token } = await credential.getToken(${text(scope)});

const response = await fetch(address + '/query?api-version=${version}', {
  method: 'POST',
  headers: { authorization: 'Bearer ' + token, 'content-type': 'application/json' },
  body: JSON.stringify({
    query: ${text(query)},
  }),
});
if (!response.ok) {
  const { upn, unique_name, appid, oid } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
  const who = \`\${upn ?? unique_name ?? appid} (object id \${oid})\`;
  console.error(\`\${response.status} from \${address}: \${(await response.text()) || 'no words'}\`);
  stop(\`You are signed in as \${who}. ${needed}\`);
}
console.table((await response.json()).value);
`;
}

/** 4.13.2 needs a newer Node.js than this program does. */
const identity = '4.13.1';

const manifest = `${JSON.stringify({ private: true, type: 'module', dependencies: { '@azure/identity': identity } }, undefined, 2)}\n`;

/** JavaScript for Node.js, with fetch and Microsoft's package for signing in. */
export const javascript: Language = {
  name: 'javascript',
  title: 'JavaScript',
  files: (of) => ({ 'first-steps.js': program(of), 'package.json': manifest }),
  commands: (folder) => ({
    install: [['npm', 'install', '--prefix', folder]],
    run: ['node', `${folder}/first-steps.js`],
  }),
};
