import type { Asked } from '../../engine/context.ts';
import type { Verdict } from './drawing.ts';

/** What is said about a text while it is typed. */
export async function verdictOn(asked: Asked, text: string): Promise<Verdict> {
  const refusal = await asked.refusal(text);
  return refusal === undefined
    ? { good: true, says: (await asked.remark?.(text)) ?? '' }
    : { good: false, says: refusal };
}

/** "Type an e-mail or a name". */
export function howToType({ otherwiseHint = '' }: Asked): string {
  return otherwiseHint === '' ? 'Type it' : `${otherwiseHint.charAt(0).toUpperCase()}${otherwiseHint.slice(1)}`;
}
