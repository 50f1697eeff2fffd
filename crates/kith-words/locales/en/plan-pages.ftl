### The pages of plans: what is planned, a month of it, one plan, and making one.
### A plan that is let go is no failure, and none is contact before it happened.

ui-nav-plans = Plans
