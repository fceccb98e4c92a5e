import { guidIn } from '../../src/domain/names.ts';
import { usageError } from '../../src/errors.ts';
import type { Question } from '../../src/step/question.ts';

export const subscription: Question<'subscription'> = {
  key: 'subscription',
  subject: 'subscription',
  flag: 'subscription',
  placeholder: 'ID',
  message: 'Subscription',
  explain: 'The agreement that pays for what you create. You may see several if you work for several teams.',
  help: 'subscription to use: its id or its name',
  forDoctor: true,
  known: ({ subscriptionId }) => subscriptionId,
  parse(text) {
    const trimmed = text.trim();
    if (trimmed !== '' && trimmed.length <= 256) return guidIn(trimmed) ?? trimmed;
    throw usageError('invalid-subscription', 'The subscription is empty.', 'Give its id or its name.');
  },
};
