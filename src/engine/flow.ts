import type { Asked } from './context.ts';

/** The person wants the question before this one back. */
export class BackError extends Error {
  override readonly name = 'BackError';
  readonly key: string;
  constructor(key: string) {
    super(`back from ${key}`);
    this.key = key;
  }
}

/** The person says that an answer was not understood as meant: the step is planned again. */
export class AskAgainError extends Error {
  override readonly name = 'AskAgainError';
}

/** The person chose something that is elsewhere: another question is answered too, and its step is planned again. */
export class ElsewhereError extends Error {
  override readonly name = 'ElsewhereError';
  readonly answers: readonly (readonly [key: string, value: string])[];
  constructor(...answers: readonly (readonly [key: string, value: string])[]) {
    super('elsewhere');
    this.answers = answers;
  }
}

/** Something else would have to be made than what the plan said: it is to be planned, and approved, anew. */
export class OtherPlanError extends Error {
  override readonly name = 'OtherPlanError';
}

/** Nobody can be asked, and there is no answer that could be taken safely. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly asked: Asked;
  constructor(asked: Asked) {
    super(`no answer to ${asked.question.key}`);
    this.asked = asked;
  }
}

/** A question that needs an answer, as data for people and programs. */
export interface OpenQuestion {
  readonly asked: Asked;
  /** Only needed when…, where that is not known yet. */
  readonly when: string | undefined;
}

/** Answers are missing, and nobody can be asked: all of them at once. */
export class NeedsAnswersError extends Error {
  override readonly name = 'NeedsAnswersError';
  readonly questions: readonly OpenQuestion[];
  constructor(questions: readonly OpenQuestion[]) {
    super(`${questions.length} answers are missing`);
    this.questions = questions;
  }
}
