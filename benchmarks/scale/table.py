"""The figures of a run as a table for people."""

from typing import Any

_MEGA = 1_000_000


def table(report: dict[str, Any]) -> str:
    """Return one block of lines for each size that was measured."""
    lines = [f"seed {report['seed']}, {report['encoder']} encoder, {report['engine']}"]
    each = 0.0
    if "rate" in report:
        rate = report["rate"]
        each = rate["cpu"] / rate["texts"]
        lines.append(
            f"{rate['model']} on {rate['texts']} texts of this archive, one thread: "
            f"{1000 * each:.1f} ms of processor a text, {rate['texts'] / rate['seconds']:.0f} a "
            "second on the wall"
        )
    for size, found in report["sizes"].items():
        lines += ["", f"{int(size):,} documents", *_load(found, each), *_night(found["night"])]
    return "\n".join(lines)


def shares(load: dict[str, Any], each: float) -> dict[str, float]:
    """Return the seconds of processors of each step; *each* is what a text embedded costs.

    0 where the real model embedded, whose seconds are in `load` already.
    """
    return {
        "embedding": load["embed_cpu"] + load["embedded"] * each,
        "reading": load["read_cpu"],
        "keeping": load["keep_cpu"] + load["store_cpu"],
        "database": load["database_cpu"],
    }


def _load(found: dict[str, Any], each: float) -> list[str]:
    load, rows, stored = found["load"], found["rows"], found["bytes"]
    count = load["documents"]
    steps = shares(load, each)
    total = sum(steps.values())
    parts = ", ".join(f"{name} {1000 * used / count:.0f}" for name, used in steps.items())
    computed = " (embedding computed)" if each else ""
    size, all_rows = sum(stored.values()), sum(rows.values())
    return [
        f"  first load        {load['store'] + load['load']:10.1f} s on the wall "
        f"(texts {load['store']:.1f}, load {load['load']:.1f}); load average "
        f"{found['load_average']:.1f}",
        f"  processors        {1000 * total / count:10.0f} ms a document: {parts}{computed}",
        f"  embedding         {100 * steps['embedding'] / total:10.0f} % of it",
        f"  claims            {load['claims'] / count:10.1f} a document, "
        f"{load['embedded'] / count:.1f} texts embedded; {load['unread']} unread",
        f"  rows              {all_rows:10,} ({all_rows / count:.0f} a document); "
        f"{size / _MEGA:,.0f} MB, {size / count / 1000:.1f} kB a document",
        f"  peak memory       {found['peak_mb']:10.0f} MB",
    ]


def _night(night: dict[str, Any]) -> list[str]:
    costs = night["costs"]
    used = sum(shares(costs, 0.0).values())
    return [
        f"  night of {costs['documents']:<9}{night['wall']:10.1f} s on the wall "
        f"(texts {costs['store']:.1f}, load {costs['load']:.1f}, candidates "
        f"{night['group']:.2f}, {night['pairs_timed']} pairs {night['compare']:.1f}); "
        f"{used:.1f} s of processors without pairs",
        f"  pairs considered  {night['pairs_each']:10.2f} a new document, "
        f"of {night['in_window']:,} documents in the window",
    ]
