"""What is right and wrong with an installation, and how to mend it.

One function a subject looks and returns `Finding` values; nothing is changed by looking. Only the commands ``doctor``
and ``init`` come here.
"""
