"""What an editor looks at while working: an issue that is built again after each save, and shown.

In: an `Order`, and the saves below its folders. Out: a `DeskState` after each build; `watch` says it in lines,
`preview` serves it to a browser on this machine.
Open first: session.py
"""
