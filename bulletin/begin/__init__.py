"""What stands before a first build: a new issue, and files brought into one.

In: a folder's name, or files and folders as an office has them. Out: an issue that builds, and an account of what was
taken, converted, guessed and left. Open first: put_in.py.
"""
