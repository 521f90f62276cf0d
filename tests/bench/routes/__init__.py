"""Route planning measured: published instances against their best known plans and other solvers; a simulated region."""
