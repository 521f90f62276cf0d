"""Faults tried against a real Saleor by a program that writes down what came of them. Not part of the test run."""
