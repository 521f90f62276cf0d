"""What every GraphQL module shares: ids, the mutation base, connections, the caller, limits and execution."""
