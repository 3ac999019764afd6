"""New documents into stories: candidates from the store, the library's decision, stored with why.

`grouping` groups what was not grouped yet; `correcting` carries out what a person decides, and
`why` tells who put a document where it is.
"""
