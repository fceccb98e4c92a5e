import { SetupError } from '../../errors.ts';
import type { About } from './table.ts';
import { translate } from './translate.ts';

/**
 * For what is good to know and not needed: `undefined` when Azure answers that it won't or can't tell. A sign-in that is
 * not accepted, a network that is down and an abort concern everything, and are thrown.
 */
export async function ifTold<Value>(work: Promise<Value>, about: About): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    const translated = translate(error, about);
    if (!(translated instanceof SetupError)) throw translated;
    const { code, ending, httpStatus } = translated;
    if (code === 'unusable-answer' || (httpStatus !== undefined && ending !== 'signIn')) return undefined;
    throw translated;
  }
}
