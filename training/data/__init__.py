"""Stations: from files of readings and frames to slots, and to the tensors of a feature spec."""
