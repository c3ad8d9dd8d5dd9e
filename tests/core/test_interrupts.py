"""A signal is heeded where nothing is in the middle of anything, and nowhere else."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from voipbin_harness import interrupts


def send(signum: signal.Signals) -> None:
    os.kill(os.getpid(), signum)


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM], ids=lambda signum: signum.name)
def test_a_signal_waits_until_somebody_heeds_it_and_is_heeded_once(signum: signal.Signals) -> None:
    with interrupts.noted():
        send(signum)
        with pytest.raises(KeyboardInterrupt):
            interrupts.heed()
        interrupts.heed()


def test_a_second_signal_does_not_wait() -> None:
    with interrupts.noted():
        send(signal.SIGTERM)
        with pytest.raises(KeyboardInterrupt):
            send(signal.SIGINT)


def test_what_is_put_off_is_brought_to_its_end() -> None:
    with interrupts.noted():
        with interrupts.put_off():
            send(signal.SIGINT)
            interrupts.heed()
            interrupts.pause(0)
        with pytest.raises(KeyboardInterrupt):
            interrupts.heed()


def test_a_wait_ends_with_a_signal() -> None:
    main = threading.main_thread().ident
    assert main is not None
    with interrupts.noted():
        threading.Timer(0, signal.pthread_kill, (main, signal.SIGTERM)).start()
        with pytest.raises(KeyboardInterrupt):
            interrupts.pause(60)


def test_the_handlers_from_before_are_back_and_nothing_is_left_of_a_note() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with interrupts.noted():
        send(signal.SIGTERM)
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    interrupts.heed()


def test_who_only_waits_for_others_is_stopped_at_once() -> None:
    with interrupts.raised(), pytest.raises(KeyboardInterrupt):
        send(signal.SIGTERM)


def test_a_thread_beside_the_main_one_leaves_signals_alone() -> None:
    before, seen = signal.getsignal(signal.SIGTERM), []

    def look() -> None:
        with interrupts.noted():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [before]
