"""Tells Fairlead how each task of a play stands on each host, as lines of JSON."""

from __future__ import annotations

import json
import os
import time

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: fairlead
    type: notification
    short_description: tells Fairlead what each host does
    description:
      - Writes one line of JSON for each host and task to the file that FAIRLEAD_RESULTS names.
"""

LONGEST_NAME = 300
LONGEST_MESSAGE = 2000


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "fairlead"

    def __init__(self):
        super().__init__()
        path = os.environ.get("FAIRLEAD_RESULTS")
        if not path:
            self.disabled = True
            return
        self._out = open(path, "a", encoding="utf-8", buffering=1)
        self._play = ""
        self._tasks = {}
        self._begun = {}

    def v2_playbook_on_play_start(self, play):
        self._play = play.get_name()

    def v2_runner_on_start(self, host, task):
        self._begun[(task._uuid, host.get_name())] = time.monotonic()
        self._tell(host, task, task.get_name(), "RUNNING")

    def v2_runner_on_ok(self, result):
        changed = result._result.get("changed", False)
        self._ended(result, "CHANGED" if changed else "OK")

    def v2_runner_on_skipped(self, result):
        self._ended(result, "SKIPPED")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._ended(result, "FAILED", ignore_errors)

    def v2_runner_on_unreachable(self, result):
        ignored = bool(getattr(result._task, "ignore_unreachable", False))
        self._ended(result, "UNREACHABLE", ignored)

    def v2_playbook_on_stats(self, stats):
        """Hosts that were rescued are not among them."""
        self._out.write(json.dumps({"lost": sorted({*stats.failures, *stats.dark})}) + "\n")

    def _ended(self, result, state, ignored=False):
        hidden = result._task.no_log or result._result.get("_ansible_no_log", False)
        told = "its output is hidden (no_log)" if hidden else self._message(result._result, state)
        self._tell(result._host, result._task, result.task_name, state, ignored, told)

    @staticmethod
    def _message(said, state):
        """What went wrong, or what a task that went well has to say."""
        wrong = state in ("FAILED", "UNREACHABLE")
        if wrong:
            items = [one for one in said.get("results", []) if isinstance(one, dict)]
            said = next((one for one in items if one.get("failed")), said)
        parts = [said.get("msg")]
        if wrong:
            parts += [said.get("stderr") or said.get("module_stderr"), said.get("stdout")]
        texts = [part if isinstance(part, str) else json.dumps(part, default=str) for part in parts if part]
        return "\n".join(text.strip() for text in texts)

    def _tell(self, host, task, name, state, ignored=False, message=""):
        number = self._tasks.setdefault(task._uuid, len(self._tasks) + 1)
        begun = self._begun.get((task._uuid, host.get_name()))
        line = {
            "task": number,
            "play": str(self._play)[:LONGEST_NAME],
            "name": str(name)[:LONGEST_NAME],
            "host": host.get_name(),
            "state": state,
            "ignored": bool(ignored),
            "message": message[:LONGEST_MESSAGE],
            "millis": 0 if begun is None else int((time.monotonic() - begun) * 1000),
        }
        self._out.write(json.dumps(line) + "\n")
