"""Runs the migrations inside this program, without an alembic.ini; as a program it prints what they make."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine

_MADE = """
    SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'
    AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow') ORDER BY rowid
"""  # what SQLite makes by itself is left to it
_STANDS = "SELECT version_num FROM alembic_version"


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


def made_by_steps() -> list[str]:
    """Return the statements that make at once what all steps make one after the other."""
    engine = create_engine("sqlite+pysqlite://")
    upgrade(engine)
    with engine.connect() as connection:
        made = [sql.strip().replace("\n\n", "\n") for (sql,) in connection.exec_driver_sql(_MADE)]
        stands = connection.exec_driver_sql(_STANDS).scalar_one()
    return [*made, f"INSERT INTO alembic_version VALUES ('{stands}')"]  # noqa: S608  a step's own name


if __name__ == "__main__":
    sys.stdout.write("".join(f"{statement};\n\n" for statement in made_by_steps()))
