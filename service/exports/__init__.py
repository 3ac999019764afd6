"""What was found, in the forms that others work with; each is a pure function of one value.

Exported -> json, csv, xlsx, md, html and pdf (the evidence sheet), and three linked-data
forms: Web Annotation, ClaimReview, PROV.
"""

from service.exports.exported import Exported, Verdict
from service.exports.formats import FORMATS, Format, export
from service.exports.spreadsheets import csv_of

__all__ = ["FORMATS", "Exported", "Format", "Verdict", "csv_of", "export"]
