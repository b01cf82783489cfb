"""The start page's words."""

import pytest

from bulletin.desk.start_page import shown_folder


@pytest.mark.parametrize(
    ("folder", "shown"),
    [
        ("/home/lee/简报/第12期", "~/简报/第12期"),
        ("/home/leeson/简报", "/home/leeson/简报"),
        ("/srv/home/lee/简报", "/srv/home/lee/简报"),
    ],
)
def test_only_what_lies_in_the_users_own_folder_is_shown_from_there(
    folder: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.path.expanduser", lambda word: word.replace("~", "/home/lee", 1))
    assert shown_folder(folder) == shown
