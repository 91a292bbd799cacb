"""Learning tells its progress to whoever asks for it, and to nobody else."""

from routing.routers.embedded.learning_progress import (
    DUPLICATES,
    LEARNING,
    READING,
    READING_MORE,
    no_progress,
)


def test_every_phase_has_a_name_of_its_own_and_nobody_has_to_listen():
    phases = (DUPLICATES, READING, READING_MORE, LEARNING)
    assert len(set(phases)) == len(phases)
    for phase in phases:
        no_progress(phase, 1, 2)
