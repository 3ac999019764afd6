"""The figures of a run as a table for people."""

from typing import Any

_MEGA = 1_000_000


def table(report: dict[str, Any]) -> str:
    """Return one block of lines for each size that was measured."""
    lines = [f"seed {report['seed']}, {report['encoder']} encoder, {report['engine']}"]
    each = embedding_cost(report)
    if "rate" in report:
        rate = report["rate"]
        lines.append(
            f"{rate['model']} on {rate['texts']} texts of this archive, one thread: "
            f"{1000 * each:.1f} ms of processor a text, {rate['texts'] / rate['seconds']:.0f} a "
            f"second on the wall, {rate['memory_mb']:.0f} MB"
        )
    for size, found in report["sizes"].items():
        lines += ["", f"{int(size):,} documents", *_load(found, each), *_night(found, each)]
    return "\n".join(lines)


def embedding_cost(report: dict[str, Any]) -> float:
    """Return the seconds of a processor that embedding one text is to be counted with.

    0 where the real model embedded, whose seconds are in the measured ones already.
    """
    rate = report.get("rate")
    return rate["cpu"] / rate["texts"] if rate else 0.0


def shares(load: dict[str, Any], each: float) -> dict[str, float]:
    """Return the seconds of processors of each step; *each* is what a text embedded costs."""
    return {
        "embedding": load["embed_cpu"] + load["embedded"] * each,
        "reading": load["read_cpu"],
        "keeping": load["keep_cpu"] + load["store_cpu"],
        "database": load["database_cpu"],
    }


def step_seconds(step: dict[str, Any], each: float) -> float:
    """Return the seconds of processors of a step, the database's and embedding among them."""
    return float(step["cpu"] + step["database_cpu"] + step["embedded"] * each)


def night_seconds(night: dict[str, Any], each: float) -> dict[str, float]:
    """Return the seconds of processors of each step of a night."""
    return {
        "taking in": sum(shares(night["costs"], each).values()),
        **{name: step_seconds(night[name], each) for name in ("group", "compare", "report")},
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
        f"  peak memory       {found['peak_mb']:10.0f} MB, nights of these sizes among them",
        *_window(found["window"], each),
    ]


def _window(window: dict[str, Any], each: float) -> list[str]:
    grouped, step = window["grouped"], window["step"]
    count = grouped["documents"]
    if not count:
        return ["  grouping                   was done before"]
    used = {
        "embedding": step["embedded"] * each,
        "rules": step["cpu"],
        "database": step["database_cpu"],
    }
    parts = ", ".join(f"{name} {1000 * spent / count:.0f}" for name, spent in used.items())
    return [
        f"  grouping          {1000 * sum(used.values()) / count:10.0f} ms a document of the "
        f"last {count:,} ({parts}); {grouped['pairs'] / count:.1f} pairs each"
    ]


def _night(found: dict[str, Any], each: float) -> list[str]:
    night = found["night"]
    costs, grouped = night["costs"], night["grouped"]
    steps = night_seconds(night, each)
    parts = ", ".join(f"{name} {used:.1f}" for name, used in steps.items())
    walls = costs["store"] + costs["load"], *(night[name]["wall"] for name in list(steps)[1:])
    count = grouped["documents"] or 1
    return [
        f"  night of {costs['documents']:<9}{sum(steps.values()):10.1f} s of processors: {parts}",
        f"                    {sum(walls):10.1f} s on the wall: "
        + ", ".join(f"{name} {wall:.1f}" for name, wall in zip(steps, walls, strict=True)),
        f"  pairs weighed     {grouped['pairs'] / count:10.1f} a new document, "
        f"of {night['window'] + grouped['documents']:,} documents in the window",
        f"  stories           {night['stories']:10,} told, {grouped['joined']} documents joined "
        f"one, {grouped['begun']} began one, {grouped['alone']} alone; largest "
        f"{night['largest_story']}",
        f"  comparisons       {night['fresh']:10,} with a new document, in {night['stories']} "
        f"stories; {night['comparisons'] - night['fresh']:,} that nights before would have made "
        f"took {step_seconds(night['earlier'], each):.1f} s of processors more",
        f"  report            {night['report_bytes'] / 1000:10,.0f} kB, "
        f"{night['conflicts']:,} conflicts",
        f"  stored            {sum(night['bytes'].values()) / _MEGA:10,.0f} MB in "
        f"{sum(night['rows'].values()):,} rows, the window's grouping among them",
    ]
