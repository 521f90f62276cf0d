"""The platform as an App of a Saleor cluster: what it asks for, how it is installed, what it may sign with."""
