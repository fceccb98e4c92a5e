import type { Asked, Reply } from '../../../src/engine/context.ts';
import { dev } from '../../support/contoso.ts';

/** What people type and choose, by question; some of it can't be used. */
const texts: Readonly<Record<string, readonly string[]>> = {
  subscription: [dev.id, 'bbbbbbbb-0000-4000-8000-000000000002', 'No such one'],
  resourceGroup: ['rg-factory', 'rg-sales', 'rg-new', 'rg-other', 'ends with a dot.'],
  location: ['westeurope', 'eastus', 'francecentral', 'nowhere'],
  name: ['plant-b', 'plant-c', 'contoso', 'plant-a', '-'],
  assignee: ['me', 'bea@contoso.com', 'nobody@contoso.com'],
  role: ['owner', 'reader', 'king'],
  tags: ['none', 'team=a', '=', 'team=b'],
  identity: ['none', 'system'],
  publicNetworkAccess: ['enabled', 'disabled'],
  auth: ['device-code'],
  tenant: ['contoso.com', 'aaaaaaaa-0000-4000-8000-000000000001'],
};

type Act = 'enter' | 'other' | 'back' | 'interrupt';

/** What somebody does by these dice; Enter when there are none left. */
export interface Dice {
  act(canGoBack: boolean): Act;
  /** One of so many. */
  pick(count: number): number;
  readonly isOver: boolean;
}

export function diceFrom(rolls: readonly number[]): Dice {
  const left = [...rolls];
  return {
    act(canGoBack) {
      const roll = left.shift() ?? 0;
      if (roll < 40) return 'enter';
      if (roll < 68) return 'other';
      if (roll < 92) return canGoBack ? 'back' : 'enter';
      return 'interrupt';
    },
    pick: (count) => (left.shift() ?? 0) % Math.max(1, count),
    get isOver() {
      return left.length === 0;
    },
  };
}

/** A reply other than Enter: a choice, "create a new one" where that leaves it open, or a text. */
export function otherReply({ question, choices, open }: Asked, dice: Dice): Reply | undefined {
  const some = choices.filter(({ disabled }) => disabled === undefined).map(({ value }) => value);
  const all = [...some, ...(texts[question.key] ?? [])];
  const at = dice.pick(all.length + (open ? 1 : 0));
  const value = all[at];
  if (value !== undefined) return { is: 'answer', value };
  return open ? { is: 'otherwise' } : undefined;
}
