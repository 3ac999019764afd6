"""Stories as a desk reads them: pure values made of a compared story, small enough to page.

Story -> Sheet (kept beside the matrix) -> rows for a base source, questions that split the
sources, what each left out, and what became of quoted words.
"""
