import { createHash } from 'node:crypto';

/** The one style sheet, written into each page. */
export const style = `
:root{color-scheme:light dark;--page:#f4f6f8;--sheet:#fff;--ink:#1a2026;--soft:#55606b;--line:#d5dbe1;--mark:#0a5aa8;--on-mark:#fff;--tint:#e8f1fa;--bad:#a4262c;--bad-tint:#fdf0f0;--good:#1c6b34}
@media (prefers-color-scheme:dark){:root{--page:#14181c;--sheet:#1d2328;--ink:#e9edf0;--soft:#a7b2bc;--line:#39424b;--mark:#86bdf2;--on-mark:#0c1a28;--tint:#1f3040;--bad:#f4a6a6;--bad-tint:#3a2224;--good:#8fd6a4}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
a{color:var(--mark)}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--mark);outline-offset:2px;border-radius:3px}
h1{font-size:1.6rem;line-height:1.25;margin:.25rem 0 1rem}
h2{font-size:1.15rem;margin:2rem 0 .75rem}
.skip{position:absolute;left:-99rem}
.skip:focus{left:.5rem;top:.5rem;background:var(--sheet);padding:.5rem 1rem;z-index:1}
.bar{background:var(--sheet);border-bottom:1px solid var(--line);display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;padding:.6rem 1rem}
.bar strong{font-size:1.05rem}
.badge{border:1px solid var(--line);border-radius:1rem;color:var(--soft);font-size:.8rem;padding:.05rem .6rem;white-space:nowrap}
.bar ul,.tabs ul,.crumbs ol{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0;padding:0}
main{max-width:70rem;margin:0 auto;padding:1rem}
main.card+footer{text-align:center}
main.card{max-width:28rem;margin:2rem auto;background:var(--sheet);border:1px solid var(--line);border-radius:8px;padding:1.5rem}
footer{max-width:70rem;margin:1rem auto;padding:0 1rem 1.5rem;color:var(--soft);font-size:.875rem}
.crumbs{font-size:.9rem}
.crumbs ol{gap:.25rem .5rem}
.crumbs li+li::before{content:"›";color:var(--soft);margin-right:.5rem}
.tabs{border-bottom:1px solid var(--line);margin-bottom:1.25rem}
.tabs a{display:inline-block;padding:.4rem .1rem;text-decoration:none;border-bottom:3px solid transparent}
.tabs a[aria-current]{border-color:var(--mark);font-weight:600;color:var(--ink)}
.sheet{background:var(--sheet);border:1px solid var(--line);border-radius:8px;padding:.25rem 1rem}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;margin:0}
dt,dd{margin:0;padding:.55rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--soft);padding-right:1rem}
dl>:nth-last-child(-n+2){border-bottom:0}
.scroll{overflow-x:auto;background:var(--sheet);border:1px solid var(--line);border-radius:8px}
table{border-collapse:collapse;width:100%;overflow-wrap:normal}
caption{text-align:left;padding:.6rem 1rem;color:var(--soft);font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.55rem 1rem;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--soft);font-weight:600;font-size:.85rem;white-space:nowrap}
tbody th{font-weight:600}
code,.id{font-family:ui-monospace,"Cascadia Mono",Consolas,monospace;font-size:.85em}
.soft{color:var(--soft)}
small{font-size:.85rem;font-weight:400}
.empty{background:var(--sheet);border:1px dashed var(--line);border-radius:8px;padding:1rem;color:var(--soft);margin:0}
form p{margin:1rem 0}
label.field{display:block;font-weight:600;margin-bottom:.3rem}
input[type=text],input[type=search]{font:inherit;width:100%;padding:.55rem .7rem;border:1px solid var(--soft);border-radius:4px;background:var(--page);color:inherit}
input.code{font-family:ui-monospace,Consolas,monospace;letter-spacing:.15em;text-transform:uppercase}
input[type=radio]{accent-color:var(--mark);width:1.1rem;height:1.1rem;margin:.2rem 0 0;flex:none}
fieldset{border:0;margin:0;padding:0}
legend{font-weight:600;padding:0;margin-bottom:.5rem}
.choice{display:flex;gap:.7rem;padding:.55rem .7rem;border:1px solid var(--line);border-radius:6px;margin-bottom:.4rem;cursor:pointer}
.choice:hover,.choice:has(:checked){background:var(--tint);border-color:var(--mark)}
.choice span span{display:block;color:var(--soft);font-size:.875rem}
button{font:inherit;font-weight:600;padding:.55rem 1.3rem;border-radius:4px;border:1px solid var(--mark);background:var(--mark);color:var(--on-mark);cursor:pointer}
button.plain{background:transparent;color:var(--mark)}
.buttons{display:flex;flex-wrap:wrap;gap:.6rem}
.find{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;margin-bottom:1rem}
.find div{flex:1 1 12rem}
.alert{background:var(--bad-tint);color:var(--bad);border-left:4px solid var(--bad);padding:.6rem .9rem;margin:0 0 1rem}
.done{color:var(--good)}
svg{display:block;max-width:none;margin:0 auto}
svg .edge{stroke:var(--soft);stroke-width:1.5;fill:none}
svg .head{fill:var(--soft)}
svg .node{fill:var(--tint);stroke:var(--mark);stroke-width:1.5}
svg text{fill:var(--ink);font-size:13px;text-anchor:middle}
svg .kind,svg .label{fill:var(--soft);font-size:11px}
svg .label{paint-order:stroke;stroke:var(--sheet);stroke-width:4px}
@media (max-width:34rem){h1{font-size:1.35rem}main.card{margin:0;border-width:0 0 1px;border-radius:0}dl{grid-template-columns:1fr}dt{border:0;padding-bottom:0}dl>dt:nth-last-child(2){border:0}dd{padding-top:0}table,tbody,tr,th,td{display:block}thead{position:absolute;left:-99rem}tr{border-top:1px solid var(--line);padding:.5rem .9rem}tr:first-child{border-top:0}th,td{border:0;padding:.15rem 0}td{display:grid;grid-template-columns:6.5rem 1fr;gap:.5rem;overflow-wrap:anywhere}td::before{content:attr(data-label);color:var(--soft);font-size:.85rem}}
@media (forced-colors:active){.choice:has(:checked){outline:2px solid}}
`;

/** What the content security policy allows it by. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
