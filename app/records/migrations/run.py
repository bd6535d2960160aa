"""Runs the migrations inside this program; there is no alembic.ini."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Engine


def upgrade(engine: Engine) -> None:
    """Take the file to the newest step, all steps in one transaction."""
    with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        steps = configuration()
        steps.attributes["connection"] = connection
        command.upgrade(steps, "head")


def configuration() -> Config:
    """Return alembic's settings: the folder of this file."""
    steps = Config()
    steps.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return steps
