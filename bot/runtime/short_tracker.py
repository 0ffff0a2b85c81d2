"""Keep the past of a conversation short in memory, in the same state."""

from __future__ import annotations

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

_LONG, _KEPT = 120, 40  # events in memory: above the first, all but about the second are dropped


def shortened(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """A tracker in the same state with a short past: Rasa walks through the past several times a turn.

    Our rules see the latest message and the slots; the file keeps everything.
    """
    events = list(tracker.events)
    if len(events) <= _LONG:
        return tracker
    begin = next(i for i in range(len(events) - _KEPT, -1, -1) if i == 0 or _listens(events[i - 1]))
    slots = [SlotSet(s.name, s.value) for s in tracker.slots.values() if s.value is not None]
    past = [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *slots,
        ActionExecuted(ACTION_LISTEN_NAME),
    ]
    # slots are set to what they are now; events that are kept may set them again, and end at the same
    short = DialogueStateTracker.from_events(
        tracker.sender_id,
        [*past, *events[begin:]],
        domain.slots,
        sender_source=tracker.sender_source,
        domain=domain,
    )
    short.model_id, short.assistant_id = tracker.model_id, tracker.assistant_id
    return short


def _listens(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
