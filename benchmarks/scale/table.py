"""The figures of a run as a table for people."""

from typing import Any

_MEGA = 1_000_000


def table(report: dict[str, Any]) -> str:
    """Return one block of lines for each size that was measured."""
    each = report.get("rate", {}).get("each", 0.0)
    head = [f"seed {report['seed']}, {report['encoder']} encoder, {report['engine']}"]
    if each:
        rate = report["rate"]
        head.append(
            f"real model: {1 / each:.0f} texts/s with {rate['threads']} threads, "
            f"measured on {rate['texts']} texts of this archive"
        )
    parts = [_size(int(size), found, each) for size, found in report["sizes"].items()]
    return "\n".join([*head, *(line for part in parts for line in ["", *part])])


def _size(size: int, found: dict[str, Any], each: float) -> list[str]:
    load, night = found["load"], found["night"]
    rows, stored = sum(found["rows"].values()), sum(found["bytes"].values())
    computed = load["embedded"] * each
    work = load["store"] + load["read"] + load["keep"]
    embedding = load["embed"] + computed
    lines = [
        f"{size:,} documents",
        f"  first load        {load['store'] + load['load']:10.1f} s wall "
        f"(texts {load['store']:.1f}, load {load['load']:.1f}); load average "
        f"{found['load_average']:.1f}",
        f"  of all processes  {load['read']:10.1f} s reading, {load['embed']:.1f} s embedding, "
        f"{load['keep']:.1f} s keeping",
        f"  claims            {load['claims']:10,} ({load['claims'] / size:.1f} a document), "
        f"{load['embedded']:,} texts embedded, {load['unread']} unread",
    ]
    if each:
        lines.append(
            f"  computed          {computed:10.1f} s embedding with the real model: "
            f"{100 * embedding / (work + embedding):.0f} % of {work + embedding:.0f} s of work"
        )
    lines += [
        f"  rows              {rows:10,} ({rows / size:.0f} a document); "
        f"{stored / _MEGA:,.0f} MB, {stored / size / 1000:.1f} kB a document",
        f"  peak memory       {found['peak_mb']:10.0f} MB",
        f"  night of {night['costs']['documents']:<9}{night['wall']:10.1f} s "
        f"(texts {night['costs']['store']:.1f}, load {night['costs']['load']:.1f}, "
        f"candidates {night['group']:.2f}, {night['pairs_timed']} pairs {night['compare']:.1f})",
        f"  pairs considered  {night['pairs_each']:10.2f} a new document, "
        f"of {night['in_window']:,} documents in the window",
    ]
    return lines
