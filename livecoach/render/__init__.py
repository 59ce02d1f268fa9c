"""Draws a Step on a copy of its frame; decides nothing."""
