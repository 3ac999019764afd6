"""`contraste demo`: everything once, from nothing to a page, and what to try next."""

from pathlib import Path

from rich.text import Text

from seeds.load import DEMO_STORY, STORIES, load_story
from service.cli.output import prepared_encoder, stdout_console
from service.cli.seeding import store_seeds
from service.cli.tables import print_story
from service.clock import run_time
from service.comparing import split_article
from service.config import read_settings
from service.diff import render_story
from service.files import write_text


def demo_command(html: Path) -> None:
    """Prepare the model and the database, then show the example article as table and page."""
    settings = read_settings()
    encoder = prepared_encoder(settings)
    store_seeds(settings, encoder)
    story = load_story(STORIES / DEMO_STORY)
    result = split_article(story.article, encoder=encoder, settings=settings)
    console = stdout_console()
    console.print(Text(f"\n{story.title}\n", style="bold"))
    print_story(result, console)
    write_text(html, render_story(result, created_at=run_time(), title=story.title))
    console.print(Text.assemble("\nThe page with both texts side by side: ", (str(html), "bold")))
    console.print(Text(_next_steps(), style="dim"))


def _next_steps() -> str:
    left, right = (
        path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
        for path in sorted((STORIES / DEMO_STORY).glob("*.txt"))[1:3]
    )
    return (
        "\nTry next:\n"
        f"  contraste compare {left} \\\n      {right}\n"
        "  contraste compare LEFT RIGHT --html out/diff.html   two files or URLs of your own\n"
        "  contraste article FILE --json                       one article, split by who says it\n"
        "  contraste quotes FILE                               who says what\n"
        "(.venv/bin/contraste, unless .venv is active)"
    )
