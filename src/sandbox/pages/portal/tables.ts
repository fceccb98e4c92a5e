import { type Html, html, name } from '../markup.ts';

/** A list of terms and values; values that aren't there are shown as a dash. */
export function values(pairs: readonly (readonly [term: string, value: Html | string | null | undefined])[]): Html {
  const lines = pairs.map(([term, value]) => html`<dt>${term}</dt><dd>${value ?? '-'}</dd>`);
  return html`<div class="sheet"><dl>${lines}</dl></div>`;
}

/** Tags as text, one after another. */
export function tagsText(tags: Readonly<Record<string, string>> | null | undefined): Html | undefined {
  const all = Object.entries(tags ?? {});
  return all.length === 0
    ? undefined
    : html`${all.map(([key, value], at) => html`${at === 0 ? '' : ', '}${name(key)}: ${name(value)}`)}`;
}

/**
 * A table that scrolls by itself where it is wider than the screen. On a narrow one its rows become blocks with the
 * columns' names in them; the roles are spelled out because browsers forget them when a table is no table any more.
 */
export function table(label: string, columns: readonly string[], rows: readonly (readonly (Html | string)[])[]): Html {
  const heads = columns.map((each) => html`<th scope="col" role="columnheader">${each}</th>`);
  const lines = rows.map(([first = '', ...rest]) => {
    const cells = rest.map(
      (each, at) => html`<td role="cell" data-label="${columns[at + 1] ?? ''}"><div>${each}</div></td>`,
    );
    return html`<tr role="row"><th scope="row" role="rowheader">${first}</th>${cells}</tr>`;
  });
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table role="table" aria-label="${label}"><thead role="rowgroup"><tr role="row">${heads}</tr></thead><tbody role="rowgroup">${lines}</tbody></table></div>`;
}

const asRead = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** A time as people read it: "29 November 2026 at 08:14 UTC". */
export function moment(time: string | number): Html {
  const date = new Date(time);
  return html`<time datetime="${date.toISOString()}">${asRead.format(date)} UTC</time>`;
}

/** What stands where there is nothing to list. */
export function empty(text: string): Html {
  return html`<p class="empty">${text}</p>`;
}
