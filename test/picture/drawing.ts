import type { Frame } from './recording.ts';

const size = { column: 8.4, row: 18, margin: 16, columns: 80, rows: 24 } as const;
const width = Math.round(size.columns * size.column + 2 * size.margin);
const height = size.rows * size.row + 2 * size.margin;

const style = `svg{background:#14181c}text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#e9edf0;white-space:pre}
.done{fill:#8fd6a4}.mark{fill:#86bdf2}.soft{fill:#a7b2bc}`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const unescaped = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');

/** The program's own colors: what is done, what is asked and chosen, and the keys. */
function tone(line: string): string {
  if (line.startsWith('✔') || line.startsWith('Ready')) return ' class="done"';
  if (/^[?❯]/.test(line)) return ' class="mark"';
  return /\? = what is this|^ {2}… \d+ more/.test(line) ? ' class="soft"' : '';
}

function texts({ lines }: Frame): string {
  return lines
    .map((line, at) => {
      const y = size.margin + (at + 0.75) * size.row;
      return line === ''
        ? `<text y="${y}"></text>`
        : `<text x="${size.margin}" y="${y}" xml:space="preserve"${tone(line)}>${escaped(line)}</text>`;
    })
    .join('\n');
}

function document(more: string, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="adt-setup sets up Azure Digital Twins in the sandbox: a few questions, a plan, and what to do next">
<style>${style}${more}</style>
<rect width="100%" height="100%" rx="8" fill="#14181c"/>
${content}
</svg>
`;
}

/** One frame. */
export function still(frame: Frame): string {
  return document('', `<g>\n${texts(frame)}\n</g>`);
}

/** The frames one after the other, for ever; the last one alone for those who want nothing to move. No script: CSS moves it. */
export function animated(frames: readonly Frame[]): string {
  const all = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  const percent = (seconds: number): string => `${((seconds / all) * 100).toFixed(3)}%`;
  let since = 0;
  const rules = frames.map(({ seconds }, at) => {
    const [from, to] = [since, since + seconds];
    since = to;
    const before = from === 0 ? '' : '0%{visibility:hidden}';
    const after = to >= all ? '' : `${percent(to)}{visibility:hidden}`;
    return `@keyframes f${at}{${before}${percent(from)}{visibility:visible}${after}}#f${at}{animation:f${at} ${all}s step-end infinite}`;
  });
  const last = frames.length - 1;
  const calm = `@media (prefers-reduced-motion:reduce){g{animation:none!important}}`;
  const groups = frames.map(
    (frame, at) => `<g id="f${at}"${at === last ? '' : ' visibility="hidden"'}>\n${texts(frame)}\n</g>`,
  );
  return document(`\n${rules.join('\n')}\n${calm}`, groups.join('\n'));
}

/** What the frames of a picture say. */
export function linesIn(picture: string): readonly (readonly string[])[] {
  return [...picture.matchAll(/<g[^>]*>([^]*?)<\/g>/g)].map(([, group = '']) =>
    [...group.matchAll(/<text[^>]*>([^]*?)<\/text>/g)].map(([, text = '']) => unescaped(text)),
  );
}
