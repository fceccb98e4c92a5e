/** What kind of request one is: its method, and its path without the names in it. "GET …/digitalTwinsInstances/{}". */
export function kindOf(method: string, url: string): string {
  const { pathname, search } = new URL(url);
  const words = pathname.split('/').filter((word) => word !== '');
  const named = new Set(['subscriptions', 'resourcegroups', 'digitaltwinsinstances', 'locations', 'roledefinitions']);
  const plain = words.map((word, at) => {
    const before = words[at - 1]?.toLowerCase() ?? '';
    const isName =
      named.has(before) || /^[0-9a-f]{8}-/i.test(word) || /\.api\./.test(word) || before === 'roleassignments';
    return isName ? '{}' : word;
  });
  const filter = /[?&](?:\$|%24)filter=(\w+)/i.exec(search)?.[1];
  return `${method} /${plain.join('/')}${filter === undefined ? '' : ` (${filter})`}`;
}

/** What a request is for: decides how its faults may end. */
export type Purpose = 'sign-in' | 'change' | 'instance' | 'look';

export function purposeOf(kind: string): Purpose {
  if (/\/oauth2\/|openid-configuration|\/common\/discovery/.test(kind)) return 'sign-in';
  if (/^GET \/\{\}\/models$/.test(kind)) return 'instance';
  return /^PUT |^POST .*\/register$/.test(kind) ? 'change' : 'look';
}
