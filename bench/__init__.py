"""What `bin/bench` runs. Figures go to results.md, with the machine named."""
