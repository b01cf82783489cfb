"""What stands before a first build: a new issue, files brought into one, an office's own faces, a look at the machine.

In: files and folders as an office has them, and the folders that a build would use.
Out: an issue that builds, with an account of what was taken, converted, guessed and left; faces in fonts/ with their
rows in fonts.yaml; findings on the machine.
Open first: put_in.py; office_faces.py takes faces, doctor.py looks at the machine.
"""
