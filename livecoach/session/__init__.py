"""Connects the packages: the engine, and live and offline sessions."""
