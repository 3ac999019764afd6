"""The templates of alerts and of the feed, in which no document's words can act."""

from service.templating import environment


def rendered(template: str, **values: object) -> str:
    """Return *template*, a file of `service/delivery/templates`, with *values* escaped in it."""
    return environment("service.delivery").get_template(template).render(**values)
