"""What stands before a first build: an office's own faces, and a look at the machine.

In: files that an office has, and the folders that a build would use.
Out: faces in fonts/ with their rows in fonts.yaml; findings on the machine, and nothing written.
Open first: office_faces.py; doctor.py looks at the machine.
"""
