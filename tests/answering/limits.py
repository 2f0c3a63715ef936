"""What Discord takes of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answering.message import Menu, Message

# Characters of an embed's parts, of all embeds of a message together, and of a button.
TITLE, BODY, FOOTER, ALL, LABEL = 256, 4096, 2048, 6000, 80


def check_fits(message: Message) -> None:
    """There is something in it, and nothing that is larger than Discord takes, names of speakers aside: those are cut
    when it is sent.
    """
    assert message.content or message.cards
    assert len(message.cards) <= 10
    total = 0
    for card in message.cards:
        sizes = [len(part) for part in (card.title, card.footer, card.body)]
        assert all(size <= most for size, most in zip(sizes, (TITLE, FOOTER, BODY), strict=True)), sizes
        assert card.body
        total += sum(sizes)
    assert total <= ALL
    for menu in message.menus:
        check_menu(menu)
    assert len(message.buttons) <= 5
    for button in message.buttons:
        assert 1 <= len(button.label) <= LABEL
        assert button.link is None or button.url is None


def check_menu(menu: Menu) -> None:
    """What Discord asks of a menu."""
    assert 1 <= len(menu.choices) <= 25
    assert 0 < len(menu.placeholder) <= 150
    assert len({choice.link for choice in menu.choices}) == len(menu.choices)
    for choice in menu.choices:
        assert 0 < len(choice.label) <= 100
        assert len(choice.description) <= 100
        assert len(choice.link.encode()) <= 100
