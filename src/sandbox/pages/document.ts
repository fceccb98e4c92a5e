import type { Reply } from '../exchange.ts';
import { type Html, html, textOf } from './markup.ts';
import { style, styleHash } from './style.ts';

export interface Page {
  readonly title: string;
  readonly content: Html;
  readonly status?: number;
  /** A card in the middle, for signing in; otherwise the portal with its header. */
  readonly card?: boolean;
  /** Where forms may lead besides here (the address that waits for a sign-in). */
  readonly formTarget?: string;
  /** Whether the page brings the portal's own script file. */
  readonly script?: boolean;
}

/** Where the script is that turns the fragments of the real portal's links into addresses here. */
export const scriptPath = '/portal/open.js';

function policy({ formTarget, script }: Page): string {
  return [
    "default-src 'none'",
    `style-src ${styleHash}`,
    'img-src data:',
    ...(script === true ? ["script-src 'self'"] : []),
    `form-action 'self'${formTarget === undefined ? '' : ` ${formTarget}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of everything that goes to a browser. With `no-referrer` browsers would send our own forms with `Origin: null`. */
export const guarded = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The whole document, with the headers that keep anything foreign out of it. */
export function pageReply(page: Page): Reply {
  const card = page.card === true;
  const document = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${page.title} - Sandbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<style>${trusted(style)}</style>
${page.script === true ? html`<script src="${scriptPath}" defer></script>` : undefined}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${card ? html`<header class="bar"><strong>Sign in</strong> ${badge}</header>` : header}
<main id="content" ${card ? html`class="card"` : undefined}>
${page.content}
</main>
<footer>This is the sandbox of adt-setup on your own machine. Nothing here is real, and nothing costs money.</footer>
</body>
</html>
`;
  return {
    status: page.status ?? 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy(page), ...guarded },
    body: textOf(document),
  };
}

/** Our own style sheet, which is no stranger's text. */
function trusted(text: string): Html {
  return html(Object.assign([text], { raw: [text] }));
}

const badge = html`<span class="badge">Sandbox, not Azure</span>`;

const header = html`<header class="bar"><strong>Portal</strong> ${badge}
<nav aria-label="Portal"><ul><li><a href="/portal">Resources</a></li><li><a href="/portal/users">People</a></li></ul></nav></header>`;
