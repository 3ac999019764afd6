"""New documents into stories: candidates from the store, the library's decision, stored with why.

`group_new` groups what was not grouped yet; `correct` carries out what a person decides.
"""
