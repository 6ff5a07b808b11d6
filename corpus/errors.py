"""The one error a user can mend: its message is shown as it is and ends with what to do."""


class UserError(Exception):
    """Something the user gave cannot be used. The message is one sentence or two, the last one naming the next step."""
