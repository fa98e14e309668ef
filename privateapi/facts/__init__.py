"""Facts of the clouds as data files, each row with its source and date, and one typed loader for each file.

Nothing is read on import: every loader reads its file at the first call and keeps the result.
"""
