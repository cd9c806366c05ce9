"""Who may sign in at a desk that an office shares: names, roles and hashes of passwords, in one file of the desk.

The file is read again when it has changed, so that who is added or removed is so at once, in a desk that runs too.
"""

from __future__ import annotations

import json
import secrets
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from honour_roll.desk.roles import ROLES, Person
from honour_roll.entries import additions
from honour_roll.fingerprints import fingerprint
from honour_roll.problem import StoppedError, shown
from honour_roll.store import write_durably
from honour_roll.text.vietnamese import nfc, slug_of

_NAME = (2, 60)  # characters
_PASSWORD = (12, 200)  # characters: NIST SP 800-63B asks for length, and for no kinds of characters
_LEAST_KINDS = 5  # different characters of a password


class Account(NamedTuple):
    """One account: the name as people write it, the role, and the Argon2id hash of the password."""

    name: str
    role: str
    hash: str

    @property
    def key(self) -> str:
        """Return what the account is known by; typing the name without accents leads to the same."""
        return key_of(self.name)

    @property
    def stamp(self) -> str:
        """Return what changes with the account: a session that began under another stamp is over."""
        return fingerprint(*(part.encode() for part in self)).hex()

    @property
    def person(self) -> Person:
        """Return who this is, for the desk."""
        return Person(self.name, self.role, self.key)


class Accounts:
    """The accounts of the desk that keeps its things in ``folder``."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; nothing is read yet."""
        self._file = folder / "tai-khoan.json"
        self._hasher = PasswordHasher()
        self._read: tuple[tuple[int, int, int], dict[str, Account]] | None = None

    def all(self) -> dict[str, Account]:
        """Return the accounts by key, sorted. Raises StoppedError when the file cannot be read."""
        try:
            found = self._file.stat()
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            if self._read is None or self._read[0] != stamp:
                rows = [_account(row) for row in json.loads(self._file.read_bytes())]
                self._read = stamp, {account.key: account for account in rows}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, RecursionError):
            mend = "Lấy lại tệp ấy từ bản sao, hoặc xóa đi rồi thêm từng người."
            raise StoppedError(f"Không đọc được các tài khoản ở {shown(self._file)}. {mend}") from None
        return self._read[1]

    def put(self, name: str, role: str, password: str) -> bool:
        """Add an account, or give one that is there this name, role and password; return whether it is new.

        Raises StoppedError with what is wrong, and OSError.
        """
        name, password = " ".join(nfc(name).split()), nfc(password)
        if wrong := _wrong_name(name) or _wrong_password(password, name):
            raise StoppedError(wrong)
        account = Account(name, role, self._hasher.hash(password))
        there = self.all()
        self._write(there | {account.key: account})
        return account.key not in there

    def remove(self, name: str) -> str:
        """Remove an account; return its name. Raises StoppedError when there is none, and OSError."""
        there = self.all()
        account = there.get(key_of(name))
        if account is None:
            raise StoppedError(f"Không có tài khoản “{name}”. Xem các tài khoản: --list-users")
        self._write({key: one for key, one in there.items() if key != account.key})
        return account.name

    def checked(self, key: str, password: str) -> Account | None:
        """Return the account with a key and a password; None when there is none.

        A password is hashed in either case, so that the time tells nobody which names have an account.
        """
        account = self.all().get(key)
        try:
            self._hasher.verify(account.hash if account else self._nobody, nfc(password))
        except (VerificationError, InvalidHashError):
            return None
        return account

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(secrets.token_hex())

    def _write(self, accounts: dict[str, Account]) -> None:
        rows = [account._asdict() for _, account in sorted(accounts.items())]
        write_durably(self._file, json.dumps(rows, ensure_ascii=False, indent=1).encode(), secret=True)


def _account(row: Any) -> Account:
    """Return the account of a row of the file. Raises TypeError or ValueError when it is none."""
    account = Account(**row)
    if not all(isinstance(part, str) for part in account) or account.role not in ROLES:
        raise ValueError("no account")
    return account


def key_of(name: str) -> str:
    """Return the key of the account with a name, however it is typed; empty when it holds no letter."""
    return slug_of(nfc(name[: 2 * _NAME[1]]))


def _wrong_name(name: str) -> str:
    """Return what is wrong with a name, which goes into commits and onto pages; empty when it is fine."""
    least, most = _NAME
    if not least <= len(name) <= most:
        return f"Tên có {len(name)} ký tự; cần từ {least} đến {most}."
    if odd := {char for char in name if not (char.isalnum() or char in " .'’-")}:
        return f"Tên có ký tự không dùng được: {' '.join(sorted(map(ascii, odd)))}. Ghi họ tên như trên giấy tờ."
    return additions.letters_problem(name) or ("" if key_of(name) else "Tên cần có chữ cái.")


def _wrong_password(password: str, name: str) -> str:
    """Return why a password is not taken; empty when it is."""
    least, most = _PASSWORD
    if len(password) < least:
        return f"Mật khẩu có {len(password)} ký tự, cần ít nhất {least}. Dùng một câu ngắn: vừa dài vừa dễ nhớ."
    if len(password) > most:
        return f"Mật khẩu có {len(password)} ký tự, nhiều nhất là {most}."
    if len({*password}) < _LEAST_KINDS:
        return "Mật khẩu lặp lại quá ít ký tự, dễ đoán. Dùng một câu ngắn dễ nhớ."
    if key_of(name).replace("-", "") in slug_of(password, len(password)).replace("-", ""):
        return "Mật khẩu chứa họ tên của chính người ấy, dễ đoán. Chọn câu khác."
    return ""
