"""Two hundred ways in which words try to run: what the payloads of the forms try, and every vector in every wrapping."""

from __future__ import annotations

from itertools import product

from tests.tell.payloads import PAYLOADS

_RUN = "window.ran=1"
_VECTORS = (
    "<script>{run}</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror={run}>",
    "<svg onload={run}>",
    "<svg><script>{run}</script></svg>",
    "<svg><a xlink:href='javascript:{run}'><text y=20>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:{run} /></svg>",
    "<math href=javascript:{run}>x</math>",
    "<iframe srcdoc='<script>{run}</script>'></iframe>",
    "<iframe src=javascript:{run}></iframe>",
    "<object data=javascript:{run}></object>",
    "<embed src=javascript:{run}>",
    "<body onload={run}>",
    "<video><source onerror={run}></video>",
    "<details open ontoggle={run}>",
    "<input autofocus onfocus={run}>",
    "<form action=javascript:{run}><button>go</button></form>",
    "<button formaction=javascript:{run}>go</button>",
    "<a href=javascript:{run}>x</a>",
    "<a href='jav&#x09;ascript:{run}'>x</a>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=javascript:{run}>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{{background:url(//evil.example/x)}}</style>",
    "<p style=position:fixed;inset:0 onclick={run}>x</p>",
    "<template><script>{run}</script></template>",
    "<marquee onstart={run}>x</marquee>",
    "<noscript><p title='</noscript><img src=x onerror={run}>'>",
)
_WRAPPINGS = ("{}", '">{}', "'>{}", "</title></textarea></select></option>{}", "</script></style>-->{}", "]]>{}<![CDATA[")
_ATTRIBUTES = (
    '" onmouseover={run} x="',
    "' onmouseover={run} x='",
    " onmouseover={run} ",
    "` onmouseover={run} `",
    '" style="x:y',
    '" autofocus onfocus="{run}',
)


def payloads() -> tuple[str, ...]:
    """All of them, in a fixed order; such as cannot be stored as UTF-8 are left out."""
    made = [wrap.format(vector.format(run=_RUN)) for vector, wrap in product(_VECTORS, _WRAPPINGS)] + [a.format(run=_RUN) for a in _ATTRIBUTES]
    given = [p for p in PAYLOADS if "\ud800" not in p]
    return tuple(dict.fromkeys([*given, *made]))


def batches(size: int) -> list[str]:
    """The payloads, several to a field."""
    every = payloads()
    return [" ".join(every[n : n + size]) for n in range(0, len(every), size)]
