"""RulePolicy that answers a message with exactly one action, whatever the conversation was before.

Stock RulePolicy (a) lets the reserved intent name "restart" overrule our rules, (b) compares the whole
conversation with every rule twice a turn, so a long conversation becomes slow, and (c) may fail to find
"listen" after an action that changed a slot, which would start a second action. Our rules look at one message
and the slots; that is all this policy looks at."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class OneActionRulePolicy(RulePolicy):
    """After a message: the action of the matching rule. After any action: listen."""

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        if tracker.latest_action_name != ACTION_LISTEN_NAME:
            listen = self._prediction_result(ACTION_LISTEN_NAME, tracker, domain)
            return self._rule_prediction(listen, prediction_source=None)
        return super().predict_action_probabilities(tracker, domain, rule_only_data=rule_only_data, **kwargs)

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,  # noqa: ARG002
        rule_only_data: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> list[State]:
        """The state now: rules of one step need no more."""
        return [domain.get_active_state(tracker)]

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        """By the intent alone: we train no end-to-end rules, so no text can match one."""
        if use_text_for_last_user_input:
            return None, None, False
        found: tuple[str | None, str | None, bool] = super()._find_action_from_rules(tracker, domain, False)
        return found

    @staticmethod
    def _find_action_from_default_actions(tracker: DialogueStateTracker) -> tuple[str | None, str | None]:  # noqa: ARG004
        """No intent name is reserved; a citizen's "bắt đầu lại" follows our rule."""
        return None, None
