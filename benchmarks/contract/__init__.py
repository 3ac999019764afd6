"""The API's promises put to the test: generated requests in every role, on both databases."""
