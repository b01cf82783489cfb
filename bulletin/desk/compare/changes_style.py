"""How the page of changes looks, in light and in dark; kinds differ by colour and by the line of their boxes."""

STYLE = """
:root{--ground:#f4f2ee;--paper:#fff;--ink:#1c1b19;--soft:#5d5a54;--line:#d5d0c7;
--added:#17692f;--changed:#8a4b00;--lost:#a8201a;--moved:#5b3a9c;--dim:1}
@media (prefers-color-scheme:dark){:root{--ground:#191a1c;--paper:#232528;--ink:#e9e7e3;--soft:#aaa69e;--line:#3c3f44;
--added:#6fcf8c;--changed:#f0b060;--lost:#ff8d85;--moved:#bda2f5;--dim:.86}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
font:16px/1.65 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif}
header,.desk{padding:1rem 1.5rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:0 0 .5rem}h3{font-size:1rem;margin:1.2rem 0 .3rem}
p{margin:.2rem 0}dl{display:grid;grid-template-columns:auto 1fr;gap:0 .8rem;margin:.5rem 0}
dd{margin:0;overflow-wrap:anywhere}
dt{color:var(--soft)}.sum{font-weight:700}
a{color:inherit}.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem}
:focus-visible{outline:3px solid var(--moved);outline-offset:2px}
.legend{display:flex;flex-wrap:wrap;gap:1rem;list-style:none;padding:0;margin:.6rem 0 0}
.legend span{border:2px solid;border-radius:3px;padding:0 .5rem}
.legend .lost span{border-style:dashed}.legend .moved span{border-style:dotted}
.added{color:var(--added)}.changed{color:var(--changed)}.lost{color:var(--lost)}.moved{color:var(--moved)}
#wide{margin-left:1.5rem}
.desk{display:grid;grid-template-columns:minmax(17rem,24rem) 1fr;gap:1.5rem;align-items:start}
nav{position:sticky;top:0;max-height:100vh;overflow:auto;background:var(--paper);border:1px solid var(--line);
border-radius:6px;padding:1rem}
ol{margin:0;padding-left:2.2rem}
li{padding:.35rem .3rem;border-radius:4px}nav li p{color:var(--ink)}nav li::marker{font-weight:700}
.kind{font-weight:700}.added .kind,.legend .added{color:var(--added)}.changed .kind{color:var(--changed)}
.lost .kind{color:var(--lost)}.moved .kind{color:var(--moved)}
ins{color:var(--added);text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px}
del{color:var(--lost);text-decoration:line-through}
li:target{background:var(--line);background:color-mix(in srgb,var(--moved) 18%,transparent)}
section{margin-bottom:2rem}.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;align-items:start}
figure{margin:0}figcaption{color:var(--soft)}
.none p{border:1px dashed var(--line);padding:2rem;text-align:center;color:var(--soft)}
.page{position:relative;background:#fff;border:1px solid var(--line);line-height:0}
.page img{width:100%;height:auto;filter:brightness(var(--dim))}
.page svg{position:absolute;inset:0;width:100%;height:100%}
svg a.added{--box:#17692f}svg a.changed{--box:#b35f00}svg a.lost{--box:#c22620}svg a.moved{--box:#6b46b8}
rect{fill:var(--box);fill-opacity:.12;stroke:var(--box);stroke-width:1}
.lost rect{stroke-dasharray:4 2}.moved rect{stroke-dasharray:1 2}
svg text{fill:#fff;stroke:var(--box);stroke-width:3px;paint-order:stroke;font-weight:700;font-family:sans-serif}
svg a:hover rect,svg a:focus rect{fill-opacity:.28}svg a:target rect{fill-opacity:.34;stroke-width:2.5}
#wide:checked~.desk{grid-template-columns:1fr}#wide:checked~.desk nav{position:static;max-height:none}
#wide:checked~.desk .pair{grid-template-columns:1fr}
@media (max-width:60rem){.desk{grid-template-columns:1fr}nav{position:static;max-height:none}}
@media (max-width:40rem){.pair{grid-template-columns:1fr}}
@media print{nav{position:static;max-height:none}.desk{display:block}#wide,label{display:none}
section{break-inside:avoid}}
"""
