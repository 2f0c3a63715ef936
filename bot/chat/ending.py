"""The end of a process that has work in hand."""

from __future__ import annotations

import asyncio

# With these discord.py begins the names of the tasks in which it lets a bot handle what arrives: events, commands,
# and components. tests/survival ends a process in the middle of a reply and holds it to that.
_NAMES = ("discord.py: on_", "CommandTree-invoker", "discord-ui-")


async def finish(seconds: float) -> int:
    """Wait until what has arrived is answered.

    Args:
        seconds: at most.

    Returns:
        how much was not answered by then.
    """
    handling = {task for task in asyncio.all_tasks() if task.get_name().startswith(_NAMES)}
    handling.discard(asyncio.current_task())
    if not handling:
        return 0
    _, left = await asyncio.wait(handling, timeout=seconds)
    return len(left)
