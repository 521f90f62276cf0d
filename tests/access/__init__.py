"""Every query and mutation of the served schema, called as everybody."""
