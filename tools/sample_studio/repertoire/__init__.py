"""The exercises beyond the first four: what a performance may vary, and how it is acted.

One family of exercises has two modules: ``<family>_plans`` is data (ranges, tempi, mistakes, where
the camera stands), ``<family>_acts`` says how a repetition is performed and posed. `plans` and
`parts` bring them together.
"""
