"""The nightly report: what changed among the sources since the last one (docs/nightly.md).

Stored facts of one night, and the report before it, become one frozen value; forms of it for
people and programs are functions of that value and a language.
"""
