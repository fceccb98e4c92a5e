import type { Person } from '../terminal/ask.ts';

/** The person has no Azure account and wants to practise in the sandbox. */
export class PractiseError extends Error {
  override readonly name = 'PractiseError';
}

const practise = {
  value: 'practise',
  label: 'No Azure account? Practise in the sandbox',
  hint: 'free, on this computer',
};

/** Adds practising to the ways to sign in. */
export function withPractice(somebody: Person): Person {
  return {
    ...somebody,
    async ask(asked) {
      if (asked.question.key !== 'auth') return await somebody.ask(asked);
      const refusal: typeof asked.refusal = (text) =>
        text === practise.value ? Promise.resolve(undefined) : asked.refusal(text);
      const reply = await somebody.ask({ ...asked, choices: [...asked.choices, practise], refusal });
      if (reply.is === 'answer' && reply.value === practise.value) throw new PractiseError();
      return reply;
    },
  };
}
