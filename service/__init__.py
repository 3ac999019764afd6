"""The application around the library: intake, store, pages, command line."""
