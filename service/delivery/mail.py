"""A report or an alert as a mail: text, page and PDF, to one address.

Source: RFC 5322 (message), 2046 (multipart/alternative), 3834 (Auto-Submitted).
"""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import css_inline

from service.delivery.faults import Refused
from service.delivery.outgoing import Outgoing, one_line
from service.delivery.smtp import hand_over
from service.delivery.targets import is_address, sender

# Each part as signs of ASCII on short lines: no server changes them, none splits them.
_PRINTABLE = "quoted-printable"
_CHARSET = "utf-8"
_UNSAFE_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def send(outgoing: Outgoing) -> None:
    """Hand one mail over to the configured server.

    Raises:
        NotNow: The server does not take it now.
        Refused: It never will.
        Unclear: It had all of it and did not say whether it takes it.
        SettingError: The server or the sender is not set.
    """
    if not is_address(outgoing.delivery.target):
        raise Refused(f"{one_line(outgoing.delivery.target)} is no mail address.")
    _, address = sender(outgoing.settings)
    data = compose(outgoing).as_bytes()
    hand_over(data, address, outgoing.delivery.target, outgoing.settings, outgoing.mark)


def compose(outgoing: Outgoing) -> EmailMessage:
    """Return the mail; the same delivery at the same moment gives the same bytes.

    Its Message-ID is derived from the delivery alone, so that whoever gets it twice can see it.
    """
    name, address = sender(outgoing.settings)
    local, _, domain = address.rpartition("@")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(one_line(name), local, domain)
    mail["To"] = Address(addr_spec=outgoing.delivery.target)
    mail["Subject"] = one_line(outgoing.item.title)
    mail["Date"] = format_datetime(outgoing.at)
    mail["Message-ID"] = message_id(outgoing.delivery.delivery_id, domain)
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = outgoing.item.language
    mail.set_content(_text(outgoing), charset=_CHARSET, cte=_PRINTABLE)
    page = outgoing.form("text/html")
    if page is not None:
        html = inlined(_decoded(page.body))
        mail.add_alternative(html, subtype="html", charset=_CHARSET, cte=_PRINTABLE)
    _attach(mail, outgoing)
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            # "=_" stands in no encoded part (RFC 2045, section 6.7).
            part.set_boundary(f"=_{outgoing.delivery.delivery_id}_{number}")
    return mail


def message_id(delivery_id: str, domain: str) -> str:
    """Return the Message-ID of a delivery: the same for each attempt."""
    return f"<{delivery_id}@{domain}>"


def inlined(html: str) -> str:
    """Return a page whose styles stand at each element, as mail programs want them.

    Nothing is loaded for it. A page that cannot be read comes back as it was.
    """
    inliner = css_inline.CSSInliner(
        keep_style_tags=True, keep_link_tags=True, load_remote_stylesheets=False
    )
    try:
        return inliner.inline(html)
    except css_inline.InlineError:
        return html


def _text(outgoing: Outgoing) -> str:
    form = outgoing.form("text/markdown", "text/plain")
    item = outgoing.item
    text = _decoded(form.body) if form else f"{one_line(item.title)}\n\n{item.summary}"
    ending = f"\n\n{outgoing.link}\n" if outgoing.link and outgoing.link not in text else "\n"
    return text.rstrip() + ending


def _attach(mail: EmailMessage, outgoing: Outgoing) -> None:
    pdf = outgoing.form("application/pdf") if outgoing.settings.mail_pdf else None
    if pdf is not None:
        name = _UNSAFE_NAME.sub("-", pdf.name)
        mail.add_attachment(pdf.body, maintype="application", subtype="pdf", filename=name)


def _decoded(body: bytes) -> str:
    return body.decode("utf-8", "replace")
