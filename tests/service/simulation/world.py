"""The world of one history: a clock, and actors that take turns wherever the world is touched.

One actor runs at a time. At each touch of disk, queue, desk or provider it may have to let others
go first, or be killed; all by the seed, so that a history can be repeated.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field


class Killed(SystemExit):
    """`kill -9`: nothing in the process gets to clean up what is outside of it."""


class Ended(SystemExit):
    """The history is over."""


@dataclass
class Actor:
    """A process: `life` is called again after each kill. awake_at: it sleeps until then."""

    name: str
    life: Callable[[Actor], None]
    mortal: bool = True
    lives: int = 0
    awake_at: float = 0.0
    turn: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    @property
    def incarnation(self) -> str:
        return f"{self.name}#{self.lives}"


class World:
    """Clock and scheduler. trouble_until: afterwards nothing fails any more."""

    def __init__(self, seed: int, trouble_until: float) -> None:
        self.random = random.Random(seed)
        self.now = 0.0
        self.trouble_until = trouble_until
        self.actors: list[Actor] = []
        self.kills: list[tuple[float, str]] = []
        self.kill_share = self.random.choice([0.0, 0.002, 0.01, 0.03])
        self.running: Actor | None = None
        self.over = False
        self.failure: BaseException | None = None
        self._back = threading.Semaphore(0)
        self.on_kill: Callable[[Actor], None] = lambda _actor: None

    @property
    def is_troubled(self) -> bool:
        return self.now < self.trouble_until

    def add(self, name: str, life: Callable[[Actor], None], *, mortal: bool = True) -> None:
        self.actors.append(Actor(name, life, mortal))

    def run(self, until: Callable[[], bool], limit: float) -> None:
        """Let the actors take turns until that holds, or for so long."""
        threads = [threading.Thread(target=self._live, args=(each,)) for each in self.actors]
        for each in threads:
            each.start()
        while not self.failure and self.now < limit and not (not self.is_troubled and until()):
            ready = [each for each in self.actors if each.awake_at <= self.now]
            if not ready:
                self.now = min(each.awake_at for each in self.actors)
                continue
            self._give_turn(self.random.choice(ready))
        self.over = True
        for each in self.actors:
            self._give_turn(each)
        for thread in threads:
            thread.join()
        if self.failure:
            raise self.failure

    def touch(self) -> None:
        """Something outside is about to happen, or has just happened."""
        actor = self._me()
        if self.over:
            raise Ended
        if actor.mortal and self.is_troubled and self.random.random() < self.kill_share:
            self.kills.append((self.now, actor.incarnation))
            raise Killed
        if self.random.random() < 0.3:
            self.now += self.random.choice([0.0, 0.001, 0.05])
            self._yield(actor)

    def sleep(self, seconds: float) -> None:
        actor = self._me()
        actor.awake_at = self.now + seconds
        self._yield(actor)
        self.touch()

    def is_alive(self, incarnation: str) -> bool:
        return any(each.incarnation == incarnation for each in self.actors)

    def _me(self) -> Actor:
        assert self.running
        return self.running

    def _yield(self, actor: Actor) -> None:
        self._back.release()
        actor.turn.acquire()
        self.running = actor
        if self.over:
            raise Ended

    def _give_turn(self, actor: Actor) -> None:
        self.running = actor
        actor.turn.release()
        self._back.acquire()

    def _live(self, actor: Actor) -> None:
        actor.turn.acquire()
        self.running = actor
        try:
            while not self.over:
                try:
                    actor.life(actor)
                except Killed:
                    actor.lives += 1
                    self.on_kill(actor)
                    actor.awake_at = self.now + self.random.choice([0.0, 1.0, 20.0])
                    self._yield(actor)
        except Ended:
            pass
        except BaseException as error:  # noqa: BLE001 - raised by the thread that waits
            self.failure = self.failure or error
        finally:
            actor.awake_at = float("inf")
            self._back.release()
            # Whatever else is asked of it, it is done.
            while not self.over:
                actor.turn.acquire()
                self._back.release()
