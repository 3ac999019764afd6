"""A pytest plugin for mutmut: what the mutated modules remember is forgotten before each test.

mutmut lets a mutant meet the tests that called its function, in a fork of a process that has
run them all. Behind a cache only the first test calls it, and a mutant's own answer is never
asked for.
"""

import sys
import tomllib
from pathlib import Path

import pytest


def _mutated(pyproject: Path) -> frozenset[str]:
    paths = tomllib.loads(pyproject.read_text())["tool"]["mutmut"]["only_mutate"]
    return frozenset(path.removesuffix(".py").replace("/", ".") for path in paths)


class _Forgetting:
    def __init__(self, modules: frozenset[str]) -> None:
        self._modules = modules

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        for name in self._modules & sys.modules.keys():
            for each in vars(sys.modules[name]).values():
                # What a module imports is left alone: dictionaries take long to read again.
                if hasattr(each, "cache_clear") and each.__module__ == name:
                    each.cache_clear()


def pytest_configure(config: pytest.Config) -> None:
    """Begin to forget."""
    config.pluginmanager.register(_Forgetting(_mutated(config.rootpath / "pyproject.toml")))
