"""`python -m bulletin`: the command for the current folder."""

from bulletin.command import main

if __name__ == "__main__":
    main()
