/** What an answer is about. Refusals name what another answer would cure by these words; each question says which is its own. */
export type Subject =
  | 'sign-in'
  | 'directory'
  | 'subscription'
  | 'group'
  | 'region'
  | 'name'
  | 'tags'
  | 'identity'
  | 'network'
  | 'principal'
  | 'role';
