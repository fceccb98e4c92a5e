import { describe, expect, test } from '@jest/globals';
import { pageReply } from '../../src/sandbox/pages/document.ts';
import { html, name, textOf } from '../../src/sandbox/pages/markup.ts';
import { style } from '../../src/sandbox/pages/style.ts';

describe('html', () => {
  test.each<[string, string]>([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['" onmouseover="x', '&quot; onmouseover=&quot;x'],
    ["' autofocus onfocus='x", '&#39; autofocus onfocus=&#39;x'],
    ['&lt;', '&amp;lt;'],
    ['`', '&#96;'],
    ['a\u0000b\u001bc', 'a\ufffdb\ufffdc'],
    ["Seán O'Neil 漢字", 'Seán O&#39;Neil 漢字'],
  ])('writes %j as text', (text, expected) => {
    expect(textOf(html`<p title="${text}">${text}</p>`)).toBe(`<p title="${expected}">${expected}</p>`);
  });

  test('markup goes in as it is, lists one after another, undefined as nothing', () => {
    const items = ['<a>', '<b>'].map((each) => html`<li>${each}</li>`);
    expect(textOf(html`<ul>${items}${undefined}${7}</ul>`)).toBe('<ul><li>&lt;a&gt;</li><li>&lt;b&gt;</li>7</ul>');
  });

  test('what only looks like markup is no markup', () => {
    const forged = JSON.parse('["<b>"]') as string[];
    expect(textOf(html`${forged}`)).toBe('&lt;b&gt;');
  });

  test("a name can't turn the text around it", () => {
    expect(textOf(name('\u202egnp.exe'))).toBe('<bdi>\u202egnp.exe</bdi>');
  });
});

test('a page lets nothing foreign in', () => {
  const { headers = {}, body } = pageReply({ title: '</title><script>', content: html`<h1>x</h1>` });
  expect(headers['Content-Security-Policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
  );
  expect(headers).toMatchObject({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  expect(body).toContain('<title>&lt;/title&gt;&lt;script&gt; - Sandbox</title>');
  expect(String(body).match(/<script/g)).toBeNull();
});

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const full = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const schemes = [...style.matchAll(/:root\{([^}]*)\}/g)].map(([, block = '']) =>
  Object.fromEntries([...block.matchAll(/--([\w-]+):(#\w+)/g)].map(([, key = '', value = '']) => [key, value])),
);

test.each([
  ['ink', 'page'],
  ['ink', 'sheet'],
  ['ink', 'tint'],
  ['soft', 'page'],
  ['soft', 'sheet'],
  ['soft', 'tint'],
  ['mark', 'page'],
  ['mark', 'sheet'],
  ['on-mark', 'mark'],
  ['bad', 'bad-tint'],
  ['good', 'sheet'],
])('%s on %s can be read, light and dark (WCAG AA: 4.5)', (ink, paper) => {
  expect(schemes).toHaveLength(2);
  for (const scheme of schemes) expect(contrast(scheme[ink] ?? '', scheme[paper] ?? '')).toBeGreaterThanOrEqual(4.5);
});
