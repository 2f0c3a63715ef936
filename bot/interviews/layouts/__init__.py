"""Layouts: from blocks to who asks and who answers, one module each."""
