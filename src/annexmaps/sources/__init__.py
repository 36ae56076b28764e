"""Files of one month and of the project, read into tables and boundary sets."""
