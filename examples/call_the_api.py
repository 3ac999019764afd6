"""Have a running service compare two texts as a job, wait for it, and print what it found.

contraste serve &
python examples/call_the_api.py [http://127.0.0.1:8000] [KEY]
"""

import sys
import time
from typing import Any

import httpx

SIDES = {
    "left": {
        "source": "Agencia Sur",
        "text": "El incendio destruyó 12 casas. Nadie resultó herido.",
    },
    "right": {"source": "Harbour Post", "text": "The fire destroyed 19 houses. Nobody was hurt."},
}


def main(address: str = "http://127.0.0.1:8000", key: str = "") -> None:
    """Ask for a comparison, poll its job, and read the result."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with httpx.Client(base_url=address, headers=headers, timeout=60) as api:
        asked = api.post("/v1/comparisons", json=SIDES, headers={"Prefer": "respond-async"})
        asked.raise_for_status()
        # 200 is the comparison itself, made before; 202 a job that makes it.
        found = asked.json() if asked.status_code == 200 else api.get(finished(api, asked)).json()
        for finding in found["findings"]:
            print(finding["label"], "|", finding["reasons"][0]["text"])


def finished(api: httpx.Client, asked: httpx.Response) -> str:
    """Wait until the job at *asked*'s Location is over, and return where its result is."""
    while True:
        job: dict[str, Any] = api.get(asked.headers["Location"]).raise_for_status().json()
        if job["state"] == "done":
            return str(job["result"])
        if job["state"] in {"failed", "cancelled"}:
            raise SystemExit(f"The job was not done: {job['error'] or job['state']}")
        time.sleep(0.5)


if __name__ == "__main__":
    main(*sys.argv[1:])
