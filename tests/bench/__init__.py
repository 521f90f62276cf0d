"""Benchmarks over HTTP against a running instance; `script/bench` prints JSON."""
