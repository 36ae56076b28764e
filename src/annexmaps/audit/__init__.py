"""Audit: finished files are opened down to their last layer and compared with what their edition may hold."""
