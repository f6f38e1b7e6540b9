"""Where the data, the master key and the list of the erased may not lie, and what to do instead."""

from pathlib import Path

from scanner.config.settings import Config


def of_data(config: Config) -> str:
    """What is wrong with where the data folder is; '' where nothing is."""
    folder = config.data.folder
    if config.lab is None and _is_in_a_repository(folder):
        return f"{folder} is inside a repository. Move it elsewhere."
    return ""


def of_key(config: Config) -> str:
    """What is wrong with where a master key is that is under no passphrase; '' where nothing is."""
    path = config.data.master_key_file
    if path.is_relative_to(config.data.folder):
        return (
            f"{path} is in the data folder: every backup of it opens itself. Move it to another "
            "disk and set data.master_key_file."
        )
    return ""


def of_erased_list(config: Config) -> str:
    """What keeps erasures from being noted elsewhere; '' where nothing does."""
    listed = config.backup.erased_list
    if listed is not None and not listed.parent.is_dir():
        return f"There is no folder {listed.parent} for backup.erased_list."
    return ""


def _is_in_a_repository(folder: Path) -> bool:
    return any((parent / ".git").exists() for parent in (folder, *folder.parents))
