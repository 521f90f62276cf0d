"""Starts and stops what one machine needs: the embedded PostgreSQL and Valkey, web, worker and beat.

Nothing here imports Django: it runs before there is a database to connect to.
"""
