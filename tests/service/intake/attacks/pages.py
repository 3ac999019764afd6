"""Web pages and Markdown: scripts in every place, hidden words, nesting without end."""

# ruff: noqa: E501 - a row of a table is one attack

from collections.abc import Iterator

from tests.service.intake.attacks.kinds import Attack, Refused, Safe, Upload

_WORDS = "The bridge closed on Monday in Robledar, the mayor said."
_MORE = "It will open again in spring, when the river is low."
_HIDDEN = "SECRET words that nobody sees here"

# Each stands between two paragraphs of an article.
_IN_BODY = {
    "a script": "<script>alert(1)</script>",
    "a script in capitals": "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "a script without its end": "<script>alert(1)",
    "a script with a strange end": "<script>alert(1)</script\t\n foo>",
    "a script inside a script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "a script that writes a script": "<script>document.write('<scr'+'ipt>alert(1)</scr'+'ipt>')</script>",
    "a script of a module": '<script type="module">import "//evil.example"</script>',
    "a script as data": '<script type="application/ld+json">{"x": "</script><script>alert(1)"}</script>',
    "an image with a handler": "<img src=x onerror=alert(1)>",
    "an image with a handler and no quotes": "<img/src=x/onerror=alert(1)//",
    "an image in quotes that do not match": "<img \"\"\"><script>alert(1)</script>\">",
    "a drawing with a handler": "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "a drawing with foreign content": "<svg><foreignObject><body onload=alert(1)>x</body></foreignObject></svg>",
    "a formula with markup": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mtext></math>",
    "a frame": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "a frame with a script": "<iframe src=javascript:alert(1)></iframe>",
    "an object": "<object data=javascript:alert(1)><embed src=x></object>",
    "a form": "<form action=javascript:alert(1)><input autofocus onfocus=alert(1)><button>x</button></form>",
    "a link that runs": "<p><a href=javascript:alert(1)>See here for more of it.</a></p>",
    "a link that runs, escaped": "<p><a href='&#106;avascript&colon;alert(1)'>See here for more of it.</a></p>",
    "a style": "<style>@import 'javascript:alert(1)'; p { background: url(javascript:alert(1)) }</style>",
    "a template": f"<template><p>{_HIDDEN}</p><script>alert(1)</script></template>",
    "what stands for scripts": f"<noscript><p>{_HIDDEN}</p><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "a comment": f"<!-- {_HIDDEN} <script>alert(1)</script> -->",
    "a comment for old browsers": f"<!--[if IE]><p>{_HIDDEN}</p><script>alert(1)</script><![endif]-->",
    "a comment that never ends": "<!-- <script>alert(1)</script>",
    "a comment with a strange end": "<!--><script>alert(1)</script>-->",
    "character data": "<![CDATA[<script>alert(1)</script>]]>",
    "an instruction": "<?php system('id'); ?><?xml-stylesheet href='javascript:alert(1)'?>",
    "a text area": "<textarea></textarea><script>alert(1)</script></textarea>",
    "a title in the body": "<title></title><script>alert(1)</script></title>",
    "a new base": "<base href='javascript:alert(1)//'>",
    "a refresh": "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "unknown elements": "<xss onload=alert(1)><x:y z=<script>alert(1)</script></xss>",
    "attributes without end": "<p " + " ".join(f"a{n}=<script>" for n in range(2_000)) + ">x</p>",
    "the attribute hidden": f"<div hidden><p>{_HIDDEN}</p></div>",
    "no display": f"<p style='display:none'>{_HIDDEN}</p>",
    "no display, with spaces": f"<p style='color:red; DISPLAY : none !important'>{_HIDDEN}</p>",
    "no visibility": f"<section style='visibility: hidden'><p>{_HIDDEN}</p></section>",
    "no size": f"<p style='font-size:0px'>{_HIDDEN}</p>",
    "no opacity": f"<p style='opacity:0'>{_HIDDEN}</p>",
    "a hidden field": f"<input type=hidden value='{_HIDDEN}'>",
    "a replaced text": f"<p title='{_HIDDEN}' aria-label='{_HIDDEN}'></p><img alt='{_HIDDEN}' src=x>",
}  # fmt: skip

# What a browser shows as words, because it is no script to it either.
_SHOWN = ("a script inside a script", "character data", "unknown elements")

_IN_HEAD = {
    "a title with a script": "<title><script>alert(1)</script>Bridge</title>",
    "a title with line ends": "<title>Bridge\r\n\x1b[31m closed\x85</title>",
    "a title without end": "<title>" + "Bridge " * 5_000 + "</title>",
    "a site with markup": "<meta property=og:site_name content='<img src=x onerror=alert(1)>'>",
    "a site that is a path": "<meta property=og:site_name content='../../etc/passwd'>",
    "a site with letters turned round": "<meta property=og:site_name content='A\u202egpj.exe'>",
    "a language that is none": "<html lang='\"><script>alert(1)</script>'>",
    "a time that is none": "<meta property=article:published_time content='2026-13-45T99:99:99Z'>",
    "a time before time": "<meta property=article:published_time content='0001-01-01T00:00:00+14:00'>",
    "a thousand times": "<meta name=date content=x>" * 1_000,
    "deep data": "<script type='application/ld+json'>" + '{"a":' * 20_000 + "</script>",
    "a character set that hides": "<meta charset=utf-7>+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "a character set that is none": "<meta charset='../../etc/passwd'>",
    "a character set of an escape": "<meta charset=unicode_escape>\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
    "a base elsewhere": "<base href='file:///etc/'><link rel=canonical href='file:///etc/passwd'>",
}  # fmt: skip

_WHOLE = {
    "elements without end": "<div>" * 50_000 + f"<p>{_WORDS}</p>",
    "spans without end": "<p>" + "<span>" * 50_000 + _WORDS,
    "tables in tables": "<table><tr><td>" * 3_000 + _WORDS,
    "lists in lists": "<ul><li>" * 5_000 + _WORDS,
    "quotations in quotations": "<blockquote>" * 10_000 + _WORDS,
    "formatting without end": "<b><i><a href=x><font>" * 3_000 + _WORDS,
    "ends without beginnings": "</div></p></b>" * 15_000 + f"<p>{_WORDS}</p>",
    "open angles": "<" * 20_000 + _WORDS,
    "ampersands": "&" * 20_000 + _WORDS,
    "entities": "&amp;" * 30_000 + _WORDS,
    "an entity of no character": f"<p>{_WORDS} &#xD800; &#x110000; &#0; &#99999999999;</p>",
    "an attribute without end": f"<p title='{'x' * 200_000}'>{_WORDS}</p>",
    "a word without end": f"<p>{'x' * 200_000} {_WORDS}</p>",
    "comments": "<!--x-->" * 10_000 + f"<p>{_WORDS}</p>",
    "paragraphs": "<p>ab cd" * 4_000,
    "breaks": "<p>" + "a<br>" * 8_000,
    "only a script": "<script>document.write('words')</script>",
    "only a frame": "<frameset><frame src=//evil.example></frameset>",
    "only hidden words": f"<p hidden>{_HIDDEN}</p>",
}

_MARKDOWN = {
    "a script": ("<script>alert(1)</script>", Safe(lacks=("alert(1)",))),
    "an image with a handler": ("<img src=x onerror=alert(1)>", Safe(lacks=("onerror",))),
    "a link that runs": ("[See more](javascript:alert(1))", Safe(is_markup=False)),
    "an image elsewhere": ("![x](http://127.0.0.1/x)", Safe(lacks=("127.0.0.1",))),
    "an automatic link": ("<javascript:alert(1)>", Safe(is_markup=False)),
    "brackets": ("[" * 2_000, Safe(is_markup=False)),
    "open links": ("[a](" * 1_000, Safe(is_markup=False)),
    "emphasis": ("*a_" * 3_000, Safe(is_markup=False)),
    "quotations in quotations": (">" * 50_000, Safe(is_markup=False)),
    "lists in lists": ("- " * 5_000, Safe(is_markup=False)),
    "back ticks": ("".join("`" * n + " " for n in range(300)), Safe(is_markup=False)),
    "references": ("".join(f"[a{n}]: x\n" for n in range(2_000)), Safe(is_markup=False)),
}

_LAUGHS = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
)
_FRONT = {
    "laughs": (_LAUGHS, Safe(has=(_WORDS,), must=True)),
    "a laugh for a title": (_LAUGHS + "title: *a8\n", Refused("title|front matter|cannot be read")),
    "an object of Python": ("a: !!python/object/apply:os.system ['id']\n", Refused("front matter")),
    "a name of Python": ("a: !!python/name:os.system\n", Refused("front matter")),
    "a time that is none": ("a: 2026-99-99\n", Refused("front matter")),
    "nesting without end": ("a: " + "[" * 5_000 + "\n", Refused("front matter|cannot be read")),
    "no end to it": ("a: x\n" * 3_000, Refused("front matter")),
    "a key that is a list": ("? [a, b]\n: c\n", Safe(has=(_WORDS,))),
    "a source of markup": ("source: '<script>alert(1)</script>'\n", Safe(has=(_WORDS,))),
    "a source of line ends": ('source: "a\\n\\e[31mb"\n', Safe(has=(_WORDS,), must=True)),
    "a zone that is a path": ("time_zone: ../../etc/passwd\n", Refused("no such time zone|zone")),
    "a number for a title": ("title: 3\n", Refused("title")),
}


def attacks() -> Iterator[Attack]:
    """Yield them."""
    for name, markup in _IN_BODY.items():
        body = f"<article><p>{_WORDS}</p>{markup}<p>{_MORE}</p></article>"
        lacks = ("SECRET",) if name in _SHOWN else ("SECRET", "alert(1)")
        yield _page("in a page", name, f"<html><body>{body}</body></html>", Safe(lacks=lacks))
    for name, head in _IN_HEAD.items():
        page = f"<html><head>{head}</head><body><article><p>{_WORDS}</p></article></body></html>"
        yield _page("in a head", name, page, Safe(has=("bridge",)))
    for name, body in _WHOLE.items():
        yield _page(
            "page of", name, f"<html><body>{body}", Safe(lacks=("SECRET",), is_markup=False)
        )
    for name, (text, end) in _MARKDOWN.items():
        data = f"{_WORDS}\n\n{text}\n\n{_MORE}\n".encode()
        yield Attack("in Markdown", name, Upload(data, "note.md", "text/markdown"), end)
    for name, (front, either) in _FRONT.items():
        data = f"---\n{front}---\n{_WORDS}\n".encode()
        yield Attack("front matter", name, Upload(data, "note.md"), either)


def _page(group: str, name: str, page: str, end: Safe) -> Attack:
    data = page.encode("utf-8", "surrogatepass")
    return Attack(group, name, Upload(data, "page.html", "text/html; charset=utf-8"), end)
