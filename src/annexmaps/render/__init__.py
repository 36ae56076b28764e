"""Renderers: each draws a MapSpec with one drawing library."""
