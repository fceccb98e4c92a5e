const written: unique symbol = Symbol('markup');

/** Markup that is safe to send: only `html` makes it. */
export interface Html {
  readonly [written]: string;
}

export type Part = Html | string | number | undefined | readonly Part[];

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escaped(text: string): string {
  // Control characters have no place in HTML, not even as references.
  return text
    .replace(/[&<>"'`]/g, (each) => names[each] ?? '')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd');
}

function writtenOut(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return written in part ? part[written] : part.map(writtenOut).join('');
}

/**
 * Writes HTML: what stands in the template is taken as it is, what is put in is escaped, in text and in quoted attributes
 * alike. `undefined` writes nothing, a list writes its parts one after another.
 */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = template.map((each, at) => each + writtenOut(parts[at])).join('');
  return { [written]: text };
}

export function textOf(markup: Html): string {
  return markup[written];
}

/** A name that a stranger chose, kept from turning the direction of what stands around it. */
export function name(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}
