"""Which documents tell one event: profiles of documents, evidence for pairs, stories of them.

    Document -profile-> Profile        what is known of a document for grouping
    Profiles -window->  Window         how rare a name is, how near a sentence comes to others
    Profile × Profile -evidence-> Link  signals, their weighing and the reasons for people
    Links   -cluster->  stories        average link, under what people decided

docs/grouping.md tells the method, its figures and its limits.
"""
